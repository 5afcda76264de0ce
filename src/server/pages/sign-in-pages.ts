/** The pages of sign-in: by link, password, second factor, invitation and first set-up. Plain forms, no script. */
import { shortestPassword } from "../auth/password.ts";
import { html } from "./html.ts";
import { page, problemBox } from "./layout.ts";

export interface SignInInput {
  readonly mode: "local" | "shared";
  /** Name of the identity provider. */
  readonly oidc: string | undefined;
  readonly message?: string | undefined;
  readonly email?: string | undefined;
}

export function signInPage({ mode, oidc, message, email }: SignInInput): string {
  const local = html`<h1>Sign in</h1>
    ${problemBox(message)}
    <p>
      This server runs on your machine and signs you in by a one-time link. It printed one when it started;
      the link counts once, for fifteen minutes.
    </p>
    <p class="quiet">To get another, press Enter in the terminal where it runs, or start it again.</p>`;
  const shared = html`<h1>Sign in</h1>
    ${problemBox(message)}
    <form class="stack" method="post" action="/sign-in">
      <label
        >E-mail address
        <input
          name="email"
          type="email"
          autocomplete="username"
          required
          maxlength="254"
          value="${email ?? ""}"
      /></label>
      <label
        >Password
        <input name="password" type="password" autocomplete="current-password" required maxlength="1000"
      /></label>
      <button>Sign in</button>
    </form>
    ${oidc === undefined ? undefined : html`<p><a href="/api/v1/sign-in/oidc">Sign in with ${oidc}</a></p>`}`;
  return page({ title: "Sign in", narrow: true }, mode === "local" ? local : shared);
}

export function secondFactorPage(message?: string): string {
  return page(
    { title: "Second factor", narrow: true },
    html`<h1>Second factor</h1>
      ${problemBox(message)}
      <p>Enter the code that your authenticator shows, or one of your recovery codes.</p>
      <form class="stack" method="post" action="/sign-in/second-factor">
        <label
          >Code
          <input name="code" autocomplete="one-time-code" inputmode="text" required maxlength="40" autofocus
        /></label>
        <button>Go on</button>
      </form>`,
  );
}

export interface JoinInput {
  readonly token: string;
  readonly signedInAs: string | undefined;
  readonly oidc: string | undefined;
  readonly message?: string | undefined;
  readonly name?: string | undefined;
}

export function joinPage({ token, signedInAs, oidc, message, name }: JoinInput): string {
  const asNew = html`<form class="stack" method="post" action="/join">
      <input type="hidden" name="token" value="${token}" />
      <label
        >Your name <input name="name" autocomplete="name" required maxlength="200" value="${name ?? ""}"
      /></label>
      <label
        >Password
        <small>${shortestPassword} characters or more; several unrelated words make a good one.</small
        ><input
          name="password"
          type="password"
          autocomplete="new-password"
          required
          minlength="${shortestPassword}"
          maxlength="200"
      /></label>
      <button>Create my account</button>
    </form>
    ${oidc === undefined ? undefined : html`<form method="post" action="/join/oidc"><input type="hidden" name="token" value="${token}" /><button class="plain">Join with ${oidc}</button></form>`}
    <p class="quiet">
      You have an account already? <a href="/sign-in">Sign in</a>, then open this link again.
    </p>`;
  const asMember = html`<form class="stack" method="post" action="/join">
    <input type="hidden" name="token" value="${token}" /><button>Accept as ${signedInAs ?? ""}</button>
  </form>`;
  return page(
    { title: "Invitation", narrow: true },
    html`<h1>You are invited</h1>
      ${problemBox(message)}${signedInAs === undefined ? asNew : asMember}`,
  );
}

export interface SetUpInput {
  readonly token: string;
  readonly message?: string | undefined;
  readonly organisation?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

export function setUpPage({ token, message, organisation, email, name }: SetUpInput): string {
  return page(
    { title: "Set up", narrow: true },
    html`<h1>Set up this server</h1>
      ${problemBox(message)}
      <p>You become the admin of the first organisation. Others join by your invitation.</p>
      <form class="stack" method="post" action="/set-up">
        <input type="hidden" name="token" value="${token}" />
        <label
          >Organisation
          <input
            name="organisation"
            autocomplete="organization"
            required
            maxlength="200"
            value="${organisation ?? ""}"
        /></label>
        <label
          >Your name <input name="name" autocomplete="name" required maxlength="200" value="${name ?? ""}"
        /></label>
        <label
          >E-mail address
          <input
            name="email"
            type="email"
            autocomplete="username"
            required
            maxlength="254"
            value="${email ?? ""}"
        /></label>
        <label
          >Password
          <small>${shortestPassword} characters or more; several unrelated words make a good one.</small
          ><input
            name="password"
            type="password"
            autocomplete="new-password"
            required
            minlength="${shortestPassword}"
            maxlength="200"
        /></label>
        <button>Create the account</button>
      </form>`,
  );
}

/** A link in place of a redirect, because the policy of our pages lets no form lead to other sites. */
export function leavePage(location: string, provider: string): string {
  return page(
    { title: "Invitation", narrow: true },
    html`<h1>Go on to ${provider}</h1>
      <p><a href="${location}">Continue with ${provider}</a>, which brings you back here.</p>`,
  );
}

export function refusalPage(title: string, message: string): string {
  return page(
    { title, narrow: true },
    html`<h1>${title}</h1>
      ${problemBox(message)}
      <p><a href="/">To the first page</a></p>`,
  );
}
