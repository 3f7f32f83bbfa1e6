"""What a run found, as JSON, HTML, JUnit, SARIF, Markdown and on a terminal: one view model feeds them all."""
