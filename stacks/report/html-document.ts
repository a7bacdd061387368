import { createHash } from "node:crypto";
import { markup, trusted, type Markup } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

/** The parts of a page; everything around them is the same in all of ours. */
export interface Parts {
  readonly title: string;
  /** Heading, verdict, tiles. */
  readonly top: Markup;
  readonly navigation: Markup;
  readonly main: Markup;
}

/** Nothing may be loaded, whatever a value says: own styles, and the one script whose digest is named. */
function contentSecurityPolicy(): string {
  const digest = createHash("sha256").update(SCRIPT).digest("base64");
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}

/** The bar of links to the sections, with the search box. */
export function drawNavigationBar(entries: readonly (readonly [anchor: string, words: string])[]): Markup {
  return markup`<nav aria-label="Sections"><div><ul>${entries.map(([anchor, words]) => markup`<li><a href="#${anchor}">${words}</a></li>`)}</ul>
<form id="filter-form" role="search" hidden><label for="filter">Filter</label><input type="search" id="filter" placeholder="name, type, rule" autocomplete="off"><span id="filter-count" class="soft" aria-live="polite"></span></form></div></nav>`;
}

/** A whole page that needs nothing else: no requests, styles and script inside, readable without the script. */
export function drawDocument({ title, top, navigation, main }: Parts): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="top">
${top}
</header>
${navigation}
<main id="main">
${main}
</main>
<footer>Written by Pharos from what the engine and the policy packs said. Values of secrets are never part of this page.</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}
