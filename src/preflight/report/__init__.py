"""From a judgement to html, json, junit, sarif, markdown and the terminal."""
