"""The flag engine: from the entries of a day to the evidence that a child's level has changed.

`adults` takes out what each adult and each shift adds to a level, `scale` says what is usual for a
child and how much it varies, `steps` weighs a change at each day on which it may have begun,
`subsets` sums this over all sets of dimensions, `swings` looks at days that differ more than
before, `paths` at goals of the plan. `watch` puts them together for any number of homes at once.
"""
