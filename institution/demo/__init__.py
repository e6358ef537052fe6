"""An invented world in which everything can be tried: nobody in it exists."""
