import { PAGE_HEADERS } from './content-security-policy.ts'
import { pairingStrings as words } from './pairing.strings.ts'

/** Where the page's form is sent and its style lies. */
export const PAIRING_PATHS = { page: '/', form: '/pair', style: '/pair.css' } as const

/**
 * The page has no script at all, and may load nothing but its own style. Its form needs `same-origin`:
 * under `no-referrer` a browser would send `Origin: null`, and who sent the form could not be told.
 */
export const PAIRING_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'same-origin',
}

/** The page's style: the colours of the program, large enough for a finger. */
export const PAIRING_STYLE = `:root { color-scheme: light dark; }
body { margin: 0; padding: 2rem 1rem; font: 1.125rem/1.5 system-ui, sans-serif;
  background: light-dark(oklch(0.955 0.005 75), oklch(0.185 0.006 75));
  color: light-dark(oklch(0.25 0.01 75), oklch(0.935 0.006 75)); }
main { max-width: 30rem; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.2; }
label { display: block; margin: 1.5rem 0 0.375rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; height: 3.5rem; padding: 0 0.75rem; font: inherit;
  border: 1px solid light-dark(oklch(0.58 0.012 75), oklch(0.62 0.012 75)); border-radius: 6px;
  background: light-dark(oklch(0.992 0.002 75), oklch(0.222 0.006 75)); color: inherit; }
input[name="code"] { font-size: 1.75rem; letter-spacing: 0.1em; font-variant-numeric: tabular-nums; }
small { display: block; margin-top: 0.375rem; color: light-dark(oklch(0.46 0.012 75), oklch(0.745 0.01 75)); }
button { width: 100%; height: 3.5rem; margin: 2rem 0 1rem; font: inherit; font-weight: 600; border: 0;
  border-radius: 6px; background: light-dark(oklch(0.44 0.08 205), oklch(0.76 0.095 200));
  color: light-dark(oklch(0.99 0 0), oklch(0.19 0.02 205)); }
:focus-visible { outline: 3px solid light-dark(oklch(0.5 0.16 255), oklch(0.8 0.12 240)); }
[role="alert"] { padding: 0.75rem 1rem; border-radius: 6px; font-weight: 600;
  background: light-dark(oklch(0.94 0.035 25), oklch(0.3 0.075 25)); }
`

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? '')
}

/** The page; `refusal` says why the last try failed, `name` is what was typed then. */
export function pairingPage(refusal: string, name: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="stylesheet" href="${PAIRING_PATHS.style}">
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.lead}</p>
${refusal === '' ? '' : `<p role="alert">${escaped(refusal)}</p>`}
<form method="post" action="${PAIRING_PATHS.form}" autocomplete="off">
<label for="code">${words.code}</label>
<input id="code" name="code" inputmode="numeric" maxlength="12" required autofocus>
<small>${words.codeHint}</small>
<label for="name">${words.name}</label>
<input id="name" name="name" maxlength="40" required value="${escaped(name)}">
<small>${words.nameHint}</small>
<button type="submit">${words.pair}</button>
</form>
<small>${words.plain}</small>
</main>
</body>
</html>
`
}
