"""Domains below which anybody can have a name, so that a wildcard under them allows strangers.

Only the best known, of the Public Suffix List's thousands: it stops the usual mistake, not every one.
"""

from __future__ import annotations

SHARED_DOMAINS = frozenset(
    {
        # registries that sell names one level deeper
        *("co.uk", "org.uk", "com.au", "net.au", "co.nz", "co.za", "co.in", "co.jp", "co.kr", "com.br", "com.cn"),
        *("com.mx", "com.tr", "com.tw", "com.sg", "com.hk", "com.ar", "co.il", "co.id"),
        # hosts that give a name to every customer
        *("github.io", "githubpreview.dev", "gitlab.io", "bitbucket.io", "pages.dev", "workers.dev", "netlify.app"),
        *("vercel.app", "now.sh", "herokuapp.com", "onrender.com", "fly.dev", "surge.sh", "glitch.me", "repl.co"),
        *("web.app", "firebaseapp.com", "appspot.com", "run.app", "cloudfunctions.net", "azurewebsites.net"),
        *("azurestaticapps.net", "cloudapp.net", "cloudfront.net", "amazonaws.com", "s3.amazonaws.com"),
        *("elasticbeanstalk.com", "amplifyapp.com", "blogspot.com", "wordpress.com", "myshopify.com", "wixsite.com"),
        *("ngrok.io", "ngrok.app", "ngrok-free.app", "trycloudflare.com", "pythonanywhere.com", "streamlit.app"),
        *("hf.space", "codesandbox.io", "csb.app", "stackblitz.io", "webcontainer.io", "gitpod.io"),
    }
)
