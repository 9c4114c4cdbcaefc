"""Read, write, edit and delete posts; comment on them."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from example_app.forms import CommentForm, PostForm, accepted
from example_app.models import Comment, Post, db, now
from example_app.people import signed_in
from flask_hardened import auth_required, owner_required, public, validate

blueprint = Blueprint("blog", __name__)

# A reference in the place of the number: posts cannot be counted, and a forged one is 404 before any view.
POST = '/posts/<ref("post"):post_id>'


def post_numbered(post_id: int) -> Post | None:
    """The post with this number."""
    return db.session.get(Post, post_id)


def comment_numbered(comment_id: int) -> Comment | None:
    """The comment with this number."""
    return db.session.get(Comment, comment_id)


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    """The newest posts, a page at a time; a page that does not exist is 404."""
    page = request.args.get("page", "1")
    if not page.isdecimal() or len(page) > 9:
        abort(404)
    newest_first = select(Post).order_by(Post.id.desc())
    posts = db.paginate(newest_first, page=int(page), per_page=current_app.config["POSTS_PER_PAGE"])
    return render_template("blog/index.html", posts=posts)


@blueprint.get(POST)
@public
def post(post_id: int) -> ResponseReturnValue:
    """One post and its comments."""
    return render_template("blog/post.html", post=db.get_or_404(Post, post_id), form=CommentForm())


@blueprint.route("/posts/new", methods=["GET", "POST"])
@auth_required("session")
@validate(form=PostForm, on_invalid="view")
def write(form: PostForm) -> ResponseReturnValue:
    """Write a post."""
    if accepted(form):
        written = Post(title=form.title.data, body=form.body.data, author=signed_in())
        db.session.add(written)
        db.session.commit()
        flash("Your post is published.")
        return redirect(url_for("blog.post", post_id=written.id))
    return render_template("blog/write.html", form=form, post=None), 422 if form.errors else 200


@blueprint.route(f"{POST}/edit", methods=["GET", "POST"])
@auth_required("session")
@owner_required(post_numbered, owner="author_id", param="post_id")
@validate(form=PostForm, on_invalid="view")
def edit(post: Post, form: PostForm) -> ResponseReturnValue:
    """Edit a post of one's own; somebody else's is as good as none (CWE-639)."""
    if accepted(form):
        form.populate_obj(post)
        post.edited_at = now()
        db.session.commit()
        flash("Your changes are saved.")
        return redirect(url_for("blog.post", post_id=post.id))
    shown = form if form.errors else PostForm(obj=post)
    return render_template("blog/write.html", form=shown, post=post), 422 if form.errors else 200


@blueprint.post(f"{POST}/delete")
@auth_required("session")
@owner_required(post_numbered, owner="author_id", param="post_id", except_roles=["admin"])
def delete(post: Post) -> ResponseReturnValue:
    """Delete a post of one's own, and the comments under it; administrators may delete any."""
    db.session.delete(post)
    db.session.commit()
    flash("The post is deleted.")
    return redirect(url_for("blog.index"))


@blueprint.post(f"{POST}/comments")
@auth_required("session")
@validate(form=CommentForm, on_invalid="view")
def comment(post_id: int, form: CommentForm) -> ResponseReturnValue:
    """Comment on a post."""
    commented = db.get_or_404(Post, post_id)
    if accepted(form):
        said = Comment(body=form.body.data, post=commented, author=signed_in())
        db.session.add(said)
        db.session.commit()
        return redirect(url_for("blog.post", post_id=commented.id, _anchor=f"comment-{said.id}"))
    return render_template("blog/post.html", post=commented, form=form), 422


@blueprint.post('/comments/<ref("comment"):comment_id>/delete')
@auth_required("session")
@owner_required(comment_numbered, owner="author_id", param="comment_id", except_roles=["admin"])
def delete_comment(comment: Comment) -> ResponseReturnValue:
    """Delete a comment of one's own; administrators may delete any."""
    post_id = comment.post_id
    db.session.delete(comment)
    db.session.commit()
    flash("The comment is deleted.")
    return redirect(url_for("blog.post", post_id=post_id))
