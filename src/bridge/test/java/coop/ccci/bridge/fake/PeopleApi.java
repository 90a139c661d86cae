package coop.ccci.bridge.fake;

/** Questions about accounts and organisations. */
final class PeopleApi {
    private final FakeGitea gitea;

    PeopleApi(FakeGitea gitea) {
        this.gitea = gitea;
    }

    Answer version(Question question) {
        return Answer.json(200, Shapes.object().put("version", gitea.version()));
    }

    Answer me(Question question) {
        return Answer.json(200, gitea.shapes().user(question.asker()));
    }

    Answer user(Question question) {
        return gitea.state()
                .account(question.part("user"))
                .map(account -> Answer.json(200, gitea.shapes().user(account)))
                .orElseGet(() -> Answer.error(404, "user redirect does not exist"));
    }

    /** 204, 404, and 303 when the asking account is not in the organisation itself. */
    Answer membership(Question question) {
        var organisation = gitea.state()
                .account(question.part("org"))
                .map(account -> gitea.state().organisations().get(account.id()));
        var account = gitea.state().account(question.part("user"));
        if (organisation.isEmpty() || account.isEmpty()) {
            return Answer.notFound();
        }
        if (organisation.get().has(question.asker()) || question.asker().isSiteAdmin()) {
            return organisation.get().has(account.get()) ? Answer.empty(204) : Answer.notFound();
        }
        if (question.asker() == account.get()) {
            return Answer.notFound();
        }
        return Answer.empty(303)
                .with(
                        "Location",
                        "/api/v1/orgs/" + organisation.get().account().login() + "/public_members/"
                                + account.get().login());
    }
}
