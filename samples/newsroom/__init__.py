"""The sample newsroom: eight invented outlets that report four invented stories, served on loopback as feeds and pages.

In come the articles of `articles/<story>/*.txt`, written for this project. Out go, for each
outlet, `http://<outlet>.localhost:PORT/feed.xml`, article pages and robots.txt, which appear edition by edition; and on
`http://127.0.0.1:PORT` the addresses `/feeds.opml`, `/status` and `/step`.
What is served is a function of port and edition alone. It owns nothing but the number of the edition that is out.
"""

from samples.newsroom.serving import Newsroom, app, run

__all__ = ["Newsroom", "app", "run"]
