package coop.ccci.bridge.fake;

/** Questions about accounts and organisations. */
final class PeopleApi {
    private final FakeGitea gitea;

    PeopleApi(FakeGitea gitea) {
        this.gitea = gitea;
    }

    ApiResponse version(ApiRequest call) {
        return ApiResponse.json(200, Shapes.object().put("version", gitea.version()));
    }

    ApiResponse me(ApiRequest call) {
        return ApiResponse.json(200, gitea.shapes().user(call.asker()));
    }

    ApiResponse user(ApiRequest call) {
        return gitea.state()
                .account(call.part("user"))
                .map(account -> ApiResponse.json(200, gitea.shapes().user(account)))
                .orElseGet(() -> ApiResponse.error(404, "user redirect does not exist"));
    }

    /** 204, 404, 307 when the organisation was renamed, and 303 when the asking account is not in the organisation itself. */
    ApiResponse membership(ApiRequest call) {
        var now = gitea.state().organisations().values().stream()
                .map(FakeOrganisation::account)
                .filter(account -> account.wasCalled(call.part("org")))
                .findFirst();
        if (now.isPresent()) {
            return ApiResponse.empty(307)
                    .with("Location", "/api/v1/orgs/" + now.get().login() + "/members/" + call.part("user"));
        }
        var organisation = gitea.state()
                .account(call.part("org"))
                .map(account -> gitea.state().organisations().get(account.id()));
        var account = gitea.state().account(call.part("user"));
        if (organisation.isEmpty() || account.isEmpty()) {
            return ApiResponse.notFound();
        }
        if (organisation.get().has(call.asker()) || call.asker().isSiteAdmin()) {
            return organisation.get().has(account.get()) ? ApiResponse.empty(204) : ApiResponse.notFound();
        }
        if (call.asker() == account.get()) {
            return ApiResponse.notFound();
        }
        return ApiResponse.empty(303)
                .with(
                        "Location",
                        "/api/v1/orgs/" + organisation.get().account().login() + "/public_members/"
                                + account.get().login());
    }
}
