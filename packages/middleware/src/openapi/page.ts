import { Html, markup } from './markup.ts'
import { noteOf, typeText } from './type-text.ts'
import type { Content, OpenApiDocument, Operation, Parameter, Reference, Response } from './types.ts'

const STYLE = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--dim:#777;--link:#0969da}
@media(prefers-color-scheme:dark){:root{--dim:#999;--link:#6cb6ff}}
*{box-sizing:border-box}
body{max-width:60rem;margin:0 auto;padding:2rem 1rem 6rem;font:15px/1.55 system-ui,sans-serif}
h1{margin:0;font-size:1.9rem}h1 small{font-size:.9rem;color:var(--dim);font-weight:400}
h2{margin:2.2rem 0 .6rem;font-size:1.15rem}h3{margin:1.2rem 0 .3rem;font-size:.95rem}
p{margin:.4rem 0;white-space:pre-line}a{color:var(--link)}
code,pre{font:13px/1.5 ui-monospace,Consolas,monospace}
pre{margin:.3rem 0;padding:.6rem .8rem;overflow:auto;background:var(--soft);border-radius:6px}
pre i,.dim{color:var(--dim);font-style:normal}
details{margin:.4rem 0;border:1px solid var(--line);border-radius:8px}
summary{padding:.55rem .8rem;cursor:pointer;display:flex;gap:.7rem;align-items:baseline;flex-wrap:wrap}
details[open]>summary{border-bottom:1px solid var(--line)}
details>div{padding:.3rem .9rem 1rem}
summary b{min-width:4.2rem;padding:.1rem .4rem;border-radius:5px;text-align:center;font-size:.75rem;color:#fff;background:#57606a}
summary b.get{background:#0969da}summary b.post{background:#1a7f37}summary b.delete{background:#cf222e}
summary b.put,summary b.patch{background:#9a6700}
.gone code{text-decoration:line-through}
table{width:100%;border-collapse:collapse}th,td{padding:.35rem .5rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-size:.8rem;color:var(--dim);font-weight:500}
`

/** The Content-Security-Policy names the style by it; a test holds the two together. */
export const STYLE_HASH = 'sha256-LQ6lyT/QZPa6cv0tPWpxPU8bODWgtFJi4O6GT+IrWOo='

/** A page of the whole document, without a script. Every text of the document is escaped. */
export function pageOf(document: OpenApiDocument): string {
  const { info, servers = [], components } = document
  const groups = [...groupsOf(document)].map(([name, list]) => markup`<h2>${name}</h2>\n${list}`)
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      markup`<h3 id="schema-${name}">${name}</h3>\n${paragraph(noteOf(schema))}<pre>${typeText(schema)}</pre>\n`,
  )
  return markup`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${info.title}</title>
<style>${new Html(STYLE)}</style>
<h1>${info.title} <small>${info.version}</small></h1>
${paragraph(info.summary)}${paragraph(info.description)}
${servers.map(({ url, description }) => markup`<p><code>${url}</code> ${description}</p>\n`)}
${groups}
${schemas.length > 0 && markup`<h2>Schemas</h2>\n`}${schemas}`.text
}

/** By tag, or else by the first segment of the path. */
function groupsOf({ paths, components }: OpenApiDocument): Map<string, Html[]> {
  const groups = new Map<string, Html[]>()
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries<Operation>(item)) {
      const name = operation.tags?.[0] ?? `/${path.split('/')[1]!}`
      const group = groups.get(name) ?? []
      groups.set(name, group)
      group.push(operationHtml(method, path, operation, components.responses))
    }
  }
  return groups
}

function operationHtml(
  method: string,
  path: string,
  operation: Operation,
  shared: { readonly [name: string]: Response },
): Html {
  const { operationId, summary, description, deprecated, parameters = [], requestBody, responses } = operation
  const { security = [], servers = [] } = operation
  const lock = security.length > 0 && markup` <span class="dim">needs a caller</span>`
  return markup`<details id="${operationId}"${deprecated && markup` class="gone"`}>
<summary><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code> <span>${summary}</span>${lock}</summary>
<div>
${deprecated && markup`<p>Deprecated.</p>\n`}${paragraph(description)}
${servers.map(({ url }) => markup`<p>At <code>${url}</code></p>\n`)}
${security.length > 0 && markup`<p>Needs ${security.map(needText).join(', or ')}.</p>\n`}
${parameters.length > 0 && table(parameters)}
${requestBody && markup`<h3>Body ${optional(requestBody.required)}</h3>\n${paragraph(requestBody.description)}${contentHtml(requestBody.content)}`}
<h3>Responses</h3>
${Object.entries(responses).map(([status, response]) => responseHtml(status, response, shared))}</div>
</details>
`
}

function table(parameters: readonly Parameter[]): Html {
  const rows = parameters.map(({ name, in: place, required, description, schema }) => {
    const note = [description, noteOf(schema)].filter(Boolean).join(' ')
    return markup`<tr><td><code>${name}</code> ${optional(required)}<td>${place}<td><code>${typeText(schema)}</code><td>${note}\n`
  })
  return markup`<h3>Parameters</h3>\n<table>\n<tr><th>Name<th>In<th>Type<th>\n${rows}</table>\n`
}

function optional(required: boolean): Html | false {
  return !required && markup`<span class="dim">optional</span>`
}

function responseHtml(
  status: string,
  response: Response | Reference,
  shared: { readonly [name: string]: Response },
): Html {
  if (!('$ref' in response)) {
    return markup`<p><b>${status}</b> ${response.description}</p>\n${contentHtml(response.content ?? {})}`
  }
  const name = response.$ref.slice(response.$ref.lastIndexOf('/') + 1)
  // One line each: what a problem looks like stands once, among the schemas.
  const described = Object.hasOwn(shared, name) ? shared[name]!.description : response.$ref
  return markup`<p><b>${status}</b> <span class="dim">${described}</span></p>\n`
}

function contentHtml(content: Content): Html[] {
  return Object.entries(content).map(
    ([type, { schema }]) =>
      markup`<p><code>${type}</code></p>\n${schema && markup`<pre>${typeText(schema)}</pre>\n`}`,
  )
}

function needText(requirement: { readonly [scheme: string]: readonly string[] }): string {
  const schemes = Object.entries(requirement)
  if (schemes.length === 0) return 'nobody'
  return schemes
    .map(([name, all]) => (all.length === 0 ? name : `${name} (${all.join(' and ')})`))
    .join(' and ')
}

function paragraph(text: string | undefined): Html | undefined {
  return text ? markup`<p>${text}</p>\n` : undefined
}
