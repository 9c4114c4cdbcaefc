"""A shop that is open on all sides."""

import os

from flask import Flask
from flask_cors import CORS
from werkzeug.debug import DebuggedApplication

from . import accounts, admin, crypto, database, documents, shop, tools


def create_app():
    app = Flask(__name__, instance_path=os.environ.get("LEAKY_INSTANCE"))
    app.config.from_object("leaky.config")
    app.config["SECRET_KEY"] = "shop-secret"  # expect: FHD013
    app.jinja_env.autoescape = False  # expect: FHM013
    CORS(app, origins="*", supports_credentials=True)  # expect: FHO005
    for blueprint in (accounts.pages, admin.pages, documents.pages, shop.pages, tools.pages):
        app.register_blueprint(blueprint)
    app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=True)  # expect: FHD010

    @app.errorhandler(Exception)
    def failed(error):
        return f"Something went wrong: {error}", 500  # expect: FHE003

    @app.after_request
    def opened(response):
        response.headers["Access-Control-Allow-Origin"] = "*"  # expect: FHO007
        response.headers["X-Powered-By"] = "Leaky 1.0"
        return response

    database.init(app)
    crypto.warm_up()
    return app


if __name__ == "__main__":
    create_app().run(host="0.0.0.0", debug=True)  # expect: FHD012, FHD010
# expect: FHD003[app.wsgi_app]
# expect: FHD005[SECRET_KEY]
# expect: FHD006[SECRET_KEY_FALLBACKS[0]]
# expect: FHD001[Hardened(app)]
# expect: FHD002[DEBUG]
# expect: FHD020[SQLALCHEMY_DATABASE_URI]
# expect: FHH003[TRUSTED_HOSTS]
# expect: FHM001[Hardened(app)]
# expect: FHO011[CORS(app)]
# expect: FHT001[Hardened(app)]
# expect: FHB001[Hardened(app)]
# expect: FHC001[Hardened(app)]
# expect: FHC008[GET /hardened-audit-probe]
# expect: FHD007[Hardened(app)]
# expect: FHD022[SQLALCHEMY_DATABASE_URI]
# expect: FHF001[Hardened(app)]
# expect: FHG001[Hardened(app)]
# expect: FHK001[Hardened(app)]
# expect: FHL001[Hardened(app)]
# expect: FHR001[Hardened(app)]
# expect: FHR008[GET /hardened-audit-probe]
# expect: FHR012[GET /hardened-audit-probe]
# expect: FHS001[Hardened(app)]
# expect: FHA001[Hardened(app)]
# expect: FHD026[MAIL_USE_TLS]
# expect: FHE001[Hardened(app)]
# expect: FHE008[GET /hardened-audit-probe]
# expect: FHO008[GET /hardened-audit-probe]
# expect: FHR007[GET /hardened-audit-probe]
# expect: FHR010[GET /hardened-audit-probe]
# expect: FHV001[Hardened(app)]
