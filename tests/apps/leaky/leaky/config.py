"""Settings."""

import os
from datetime import timedelta

DEBUG = True  # expect: FHD014
SECRET_KEY = os.environ.get("SECRET_KEY", "dev")  # expect: FHD013
SECRET_KEY_FALLBACKS = ["dev"]
SESSION_COOKIE_SECURE = False  # expect: FHK008
SESSION_COOKIE_HTTPONLY = False  # expect: FHK008
SESSION_COOKIE_SAMESITE = "None"  # expect: FHK008
PERMANENT_SESSION_LIFETIME = timedelta(days=365)  # expect: FHS008
WTF_CSRF_ENABLED = False  # expect: FHF007
PROPAGATE_EXCEPTIONS = True  # expect: FHD014
TRUSTED_HOSTS = ["*"]
SQLALCHEMY_DATABASE_URI = "postgresql://shop:shop@db.internal/shop"  # expect: FHW009
MAIL_SERVER = "mail.internal"
MAIL_USE_TLS = False
STRIPE_API_KEY = "kd93Jf02hGs81LqPz7TnVb45"  # expect: FHW008
