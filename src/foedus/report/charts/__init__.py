"""Charts: one file a family. Each gives a `Plot`; `style.svg` draws it."""
