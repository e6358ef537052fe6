"""How early the flag engine finds a change, and how often it is wrong.

`happenings` says what happens to the children of invented homes, `homes` invents them with
`states` of children and `duties` of adults, `recorded` reads series of real persons and `lowered`
puts a known change into them. `scores` runs the engine over all of them at once, `measures` counts,
`benchmark` puts it together and `table` prints it. All chance comes from a given seed.
"""
