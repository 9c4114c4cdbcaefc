"""The posts that ``seed`` puts into an empty blog, the oldest first."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SeedPost:
    """A post, who wrote it, and who said what about it."""

    title: str
    author: str
    body: str
    comments: tuple[tuple[str, str], ...] = ()


POSTS = (
    SeedPost(
        title="Why this blog has a boring lock",
        author="marta",
        body="""\
When people hear that a site is secure they picture something clever. I have come to picture something dull: a door \
that shuts by itself, a latch that catches every time, and nobody who has to remember it.

Most of what goes wrong on the web is not a broken cipher. It is a header that one page forgot, a cookie that was \
readable because the default was, an error page that told a stranger which version of what was running.

So this blog is going to be about defaults: the things that should be right before anyone has an opinion about them.""",
        comments=(
            ("jonas", "A door that shuts by itself is a lovely way to put it."),
            ("wei", "And the draught excluder is rate limiting?"),
        ),
    ),
    SeedPost(
        title="A comment box is a loaded question",
        author="jonas",
        body="""\
Ask strangers for text and somebody will answer with a program. The classic is <script>alert(1)</script>, which is \
harmless, and which tells its author everything they need to know.

Escaping is what saves you, and it belongs on the way out. Text that is escaped when it comes in gets escaped again \
later, and your readers see &amp;amp; where somebody typed an ampersand.

The second lock is a Content Security Policy. If one template, on one tired evening, forgets to escape, the browser \
still refuses to run what the server did not sign for with a nonce.""",
        comments=(("ines", "Two locks on one door. My grandmother would approve."),),
    ),
    SeedPost(
        title="What a nonce is, with coat checks",
        author="ines",
        body="""\
You hand in your coat and get a numbered ticket. At the end of the evening the ticket gets you your coat, once. \
Tomorrow's tickets have other numbers, so keeping one in your pocket is of no use.

A nonce does the same for scripts. For each page the server picks a fresh random ticket, pins it on its own script \
tags, and tells the browser: run only what carries this number. A script that arrives in a comment has no ticket.

It works as long as the number cannot be guessed and is never used twice. This is why a page with a nonce must not \
sit in a shared cache, handing yesterday's ticket to everybody.""",
    ),
    SeedPost(
        title="The cookie that followed me home",
        author="marta",
        body="""\
A small story from a shop I used to work for. The session cookie had no Secure flag, because on the developers' \
laptops there was no HTTPS, and because it worked.

Somebody sat in a café and typed the shop's name without https in front. The first request went out in the clear, \
cookie included, before the redirect could say a word. The redirect was flawless, and too late.

Secure, HttpOnly, SameSite, and a __Host- prefix, so that no subdomain can swap the cookie for its own. Four words. \
None of them costs anything.""",
        comments=(
            ("wei", "HSTS would have caught the second visit. Only the flag catches the first."),
            ("marta", "Exactly. Belt, braces, and no café."),
        ),
    ),
    SeedPost(
        title="Errors should be polite and know nothing",
        author="wei",
        body="""\
I collect error pages. My favourite printed the whole SQL statement, the bound password hash, and an apology.

A visitor needs three things from a failure: that it is not their fault, what they can do now, and a reference to \
quote when they write in. The stack trace, the query and the file path are for the log, under that same reference.

Try a page that does not exist here, and see what you learn. I hope it is very little.""",
    ),
    SeedPost(
        title="Who do you say you are?",
        author="jonas",
        body="""\
Every request carries a Host header, and it is written by whoever sends it. Frameworks use it to build links. You can \
see where this goes: ask for a password reset with somebody else's address in the header, and the mail that arrives \
contains a link to a place of the attacker's choosing.

The fix is a list of the names you answer to. It takes a minute to write and nobody ever writes it, because without \
the list everything seems to work.

I like software that asks for the list before it lets me into production.""",
        comments=(("ines", "Same for X-Forwarded-For. Believe your own proxy and nobody else's."),),
    ),
    SeedPost(
        title="A checklist for a quiet Friday",
        author="ines",
        body="""\
Open your own site with the developer tools beside it. Look at one page, one image, one redirect and one error, and \
compare their headers. They should look like siblings. The odd one out is where to start.

Then sign out and press the back button. If you can still read your own settings, so can the next person in the \
library.

Last, read your log as if you had not written it. Is there a password in it? A token? A whole request body? Friday \
is a good day to find out.""",
        comments=(
            ("jonas", "The back button got me. It was the cache."),
            ("wei", "Doing this every last Friday of the month from now on."),
        ),
    ),
)
