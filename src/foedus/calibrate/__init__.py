"""Data to parameters: likelihoods of the blocks, their sampler, checks, and the posterior's making.

The blocks are fitted apart (the panel of effort with threat; aid; stationed forces; tone; counts
of coded acts) and put together as independent draws: no block hears what another learnt. That
cut is stated in the posterior. Only parameters that a likelihood here touches are fitted; all
others keep their priors and are labelled so.
"""
