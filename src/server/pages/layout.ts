/** The frame of the plain pages, and their style sheet. */
import { html, type Html } from "./html.ts";

export interface PageFrame {
  readonly title: string;
  /** Who is signed in; undefined shows no menu. */
  readonly person?: string | undefined;
  readonly narrow?: boolean;
}

export function page({ title, person, narrow }: PageFrame, content: Html): string {
  const menu =
    person === undefined
      ? undefined
      : html`<nav aria-label="Account">
          <span class="quiet">${person}</span>
          <form method="post" action="/sign-out"><button class="plain">Sign out</button></form>
        </nav>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Plumbline</title>
        <link rel="stylesheet" href="/assets/plumbline.css" />
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        <header>
          <a class="mark" href="/"
            ><svg viewBox="0 0 16 28" width="13" height="23" aria-hidden="true">
              <path d="M8 0v14" fill="none" stroke="currentColor" stroke-width="1.5" />
              <path d="M8 28 3 17.5 5.2 14h5.6l2.2 3.5z" fill="currentColor" /></svg
            >Plumbline</a
          >${menu}
        </header>
        <main id="content" ${narrow === true ? html` class="narrow"` : undefined}>${content}</main>
        <footer>
          Plumbline organises evidence. It does not certify and gives no legal opinion.
          <a href="/api/v1/reference">API reference</a>
        </footer>
      </body>
    </html>`.html;
}

export function problemBox(message: string | undefined): Html | undefined {
  return message === undefined ? undefined : html`<p class="refusal" role="alert">${message}</p>`;
}

/** Ink on paper or chalk on slate, as in the report; colour for state only. */
export const styleSheet = `
:root{color-scheme:light dark;--paper:#fcfcfa;--ink:#1c2126;--quiet:#555e68;--line:#d6d8da;--soft:#f2f2ee;--blocker:#a3211b;--warning:#7d5100;--good:#1c6638;--link:#1d4d8c}
@media (prefers-color-scheme:dark){:root{--paper:#14181c;--ink:#e3e6e9;--quiet:#a3acb6;--line:#363d45;--soft:#1b2026;--blocker:#ff9088;--warning:#e6b450;--good:#74cf98;--link:#8fbaf2}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:15px/1.5 "Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100vw;top:0;background:var(--paper);padding:.5rem 1rem;z-index:1}.skip:focus{left:0}
header,main,footer{width:100%;max-width:72rem;margin:0 auto;padding:0 2rem}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding-top:1.4rem;padding-bottom:1.4rem}
.mark{display:inline-flex;align-items:flex-end;gap:.55rem;color:var(--ink);font-weight:600;font-size:1.1rem;line-height:1.2;letter-spacing:-.01em;text-decoration:none}
.mark svg{margin-top:-1.4rem;align-self:flex-start;height:2.6rem;width:1.5rem}
header nav{display:flex;align-items:center;gap:1rem}header nav form{margin:0}
main{flex:1;padding-top:1rem}
main.narrow{max-width:30rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .4rem;letter-spacing:-.01em}
h2{font-size:1.15rem;margin:2.4rem 0 .6rem}h3{font-size:1rem;margin:1.6rem 0 .3rem}
p{margin:0 0 .8rem}.quiet{color:var(--quiet)}.lead{max-width:46rem;color:var(--quiet);margin-bottom:1.6rem}
code,pre{font-family:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em}
pre{background:var(--soft);padding:.7rem .9rem;overflow-x:auto;margin:0 0 1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--quiet);padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.75rem 1.2rem .75rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:600;border-bottom-color:var(--ink);white-space:nowrap;padding-top:.3rem;padding-bottom:.4rem}
tbody th{font-weight:400}tbody th a{font-weight:600}
td small,th small{display:block;color:var(--quiet);font-size:.88rem}
.number{text-align:right;white-space:nowrap}
.blocker{color:var(--blocker)}.warning{color:var(--warning)}.good{color:var(--good)}
.phases{display:inline-flex;gap:.28rem;margin-right:.5rem;vertical-align:-.05em}
.phases i{width:.62rem;height:.62rem;border:1.5px solid currentColor;border-radius:50%}
.phases i.done{background:currentColor}
.conclusion{min-width:16rem;max-width:30rem}
form.stack{display:grid;gap:.9rem;margin:1.4rem 0}
label{display:grid;gap:.25rem;font-weight:600}label small{font-weight:400;color:var(--quiet)}
input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:3px;padding:.5rem .6rem;width:100%}
button{font:inherit;font-weight:600;color:var(--paper);background:var(--ink);border:1px solid var(--ink);border-radius:3px;padding:.5rem 1.1rem;cursor:pointer;justify-self:start}
button.plain{color:var(--link);background:none;border:0;padding:0;font-weight:400;text-decoration:underline;text-underline-offset:.15em}
.refusal{border-left:3px solid var(--blocker);padding:.2rem 0 .2rem .9rem;margin:1rem 0}
.empty{border-top:1px solid var(--line);padding-top:1rem}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1.2rem;margin:0 0 .8rem}dl.facts dt{color:var(--quiet)}dl.facts dd{margin:0}
.operation{border-top:1px solid var(--line);padding:1rem 0 .4rem}
.operation h3{margin:0 0 .3rem}.operation h3 code{font-weight:400}.operation h3 .method{display:inline-block;min-width:4.2rem;font-weight:600}
.columns{columns:18rem;column-gap:2rem;padding-left:1.1rem}
footer{color:var(--quiet);font-size:.88rem;padding-top:2.5rem;padding-bottom:2rem}
@media (max-width:46rem){header,main,footer{padding-left:1rem;padding-right:1rem}h1{font-size:1.4rem}
table,thead,tbody,tr,th,td,caption{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{border-bottom:1px solid var(--line);padding:.7rem 0}th,td{border:0;padding:.1rem 0}.number{text-align:left}td[data-label]::before{content:attr(data-label) ": ";color:var(--quiet)}}
`;
