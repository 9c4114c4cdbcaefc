"""Read, write, edit and delete posts; comment on them."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from example_app.forms import CommentForm, PostForm
from example_app.identity import sign_in_required, signed_in_user
from example_app.models import Comment, Post, db, now

blueprint = Blueprint("blog", __name__)

# Bounded, because a number that SQLite cannot hold is an error there, and no post here.
POST = "/posts/<int(max=2147483647):post_id>"


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """The newest posts, a page at a time; a page that does not exist is 404."""
    page = request.args.get("page", "1")
    if not page.isdecimal() or len(page) > 9:
        abort(404)
    newest_first = select(Post).order_by(Post.id.desc())
    posts = db.paginate(newest_first, page=int(page), per_page=current_app.config["POSTS_PER_PAGE"])
    return render_template("blog/index.html", posts=posts)


@blueprint.get(POST)
def post(post_id: int) -> ResponseReturnValue:
    """One post and its comments."""
    return render_template("blog/post.html", post=db.get_or_404(Post, post_id), form=CommentForm())


@blueprint.route("/posts/new", methods=["GET", "POST"])
@sign_in_required
def write() -> ResponseReturnValue:
    """Write a post."""
    form = PostForm(request.form)
    if request.method == "POST" and form.validate():
        written = Post(title=form.title.data, body=form.body.data, author=signed_in_user())
        db.session.add(written)
        db.session.commit()
        flash("Your post is published.")
        return redirect(url_for("blog.post", post_id=written.id))
    return render_template("blog/write.html", form=form, post=None), 422 if form.errors else 200


@blueprint.route(f"{POST}/edit", methods=["GET", "POST"])
@sign_in_required
def edit(post_id: int) -> ResponseReturnValue:
    """Edit a post of one's own."""
    own = own_post_or_404(post_id)
    form = PostForm(request.form, obj=own)
    if request.method == "POST" and form.validate():
        form.populate_obj(own)
        own.edited_at = now()
        db.session.commit()
        flash("Your changes are saved.")
        return redirect(url_for("blog.post", post_id=own.id))
    return render_template("blog/write.html", form=form, post=own), 422 if form.errors else 200


@blueprint.post(f"{POST}/delete")
@sign_in_required
def delete(post_id: int) -> ResponseReturnValue:
    """Delete a post of one's own, and the comments under it."""
    db.session.delete(own_post_or_404(post_id))
    db.session.commit()
    flash("The post is deleted.")
    return redirect(url_for("blog.index"))


@blueprint.post(f"{POST}/comments")
@sign_in_required
def comment(post_id: int) -> ResponseReturnValue:
    """Comment on a post."""
    commented = db.get_or_404(Post, post_id)
    form = CommentForm(request.form)
    if form.validate():
        said = Comment(body=form.body.data, post=commented, author=signed_in_user())
        db.session.add(said)
        db.session.commit()
        return redirect(url_for("blog.post", post_id=commented.id, _anchor=f"comment-{said.id}"))
    return render_template("blog/post.html", post=commented, form=form), 422


def own_post_or_404(post_id: int) -> Post:
    """The post if the signed-in person wrote it; somebody else's is as good as none (CWE-639)."""
    own: Post = db.first_or_404(select(Post).where(Post.id == post_id, Post.author_id == signed_in_user().id))
    return own
