"""What the head of a page says twice: to search engines, and to who is sent a link."""

from html import unescape

from django import template
from django.utils.html import strip_tags

register = template.Library()


class Said(template.Node):
    """Keeps what it holds as plain text in one line, under a name, instead of printing it."""

    def __init__(self, name: str, nodelist: template.NodeList):
        self.name, self.nodelist = name, nodelist

    def render(self, context) -> str:
        words = unescape(strip_tags(self.nodelist.render(context)))
        context[self.name] = " ".join(words.split())
        return ""


@register.tag
def said(parser, token) -> Said:
    """{% said page_title %}{% block title %}…{% endblock %}{% endsaid %}: a block that can stand in two places."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endsaid",))
    parser.delete_first_token()
    return Said(name, nodelist)
