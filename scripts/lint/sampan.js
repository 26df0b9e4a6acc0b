/**
 * The house's own lint rules, run by oxlint (`jsPlugins` in .oxlintrc.json). Tests are free; what a package ships is not.
 * JavaScript, because Node 20 loads no TypeScript plugin.
 */
import { basename, relative, resolve, sep } from 'node:path'

/** What each package may import, so that imports point one way. A package that is not in the table fails the lint. */
const adapters = ['aws', 'alibaba', 'tencent', 'baidu', 'node']
const foundations = ['core', 'middleware', 'bindings', ...adapters]
const imports = {
  core: [],
  middleware: ['core'],
  bindings: ['core'],
  ...Object.fromEntries(adapters.map((adapter) => [adapter, ['core']])),
  decorators: ['core', 'middleware'],
  local: foundations,
  testing: foundations,
  cli: [...foundations, 'decorators', 'local', 'testing'],
}

/** Cloud adapters, whose cold start a static built-in would slow; the Node server is not one of them. */
const clouds = new Set(['aws', 'alibaba', 'tencent', 'baidu'])

/** Packages of types: tests compare with them, sources have their own `native.ts`. */
const vendorTypes = /^(@types\/|aws-lambda(\/|$)|@alicloud\/fc-types)/
/** SDKs are optional peers: a static import, or a type of theirs in our declarations, would make them required. */
const vendorSdk =
  /^(@aws-sdk|@smithy|@alicloud|ali-oss|tencentcloud-sdk-nodejs[\w-]*|cos-nodejs-sdk-v5|@baiducloud|@baidubce)(\/|$)/

const testFile = /\.(test|test-d|bench)\.ts$/
const shippedFile = /^(.*[\\/]packages[\\/]([^\\/]+))[\\/]src[\\/]/

/** @typedef {{ specifier: string, node: object, dynamic: boolean, typeOnly: boolean }} Import */

/**
 * @param {string} filename
 * @param {Import} found
 * @returns {string | undefined} what is wrong with it
 */
function judge(filename, { specifier, dynamic, typeOnly }) {
  const [, root, name] = shippedFile.exec(filename)
  if (!Object.hasOwn(imports, name)) return `packages/${name} is not in the table of scripts/lint/sampan.js`
  if (specifier.startsWith('.')) {
    const target = resolve(filename, '..', specifier)
    if (target.startsWith(root + sep)) return undefined
    return `'${specifier}' leaves the package; import @sampan/${basename(relative(root, target).split(sep)[1] ?? '')} by name`
  }
  if (name === 'core') {
    // AsyncLocalStorage is asked of process.getBuiltinModule when it is needed; only its type is imported.
    if (typeOnly && specifier === 'node:async_hooks') return undefined
    return `core imports nothing but its own files; '${specifier}' is not one`
  }
  const sibling = /^@sampan\/([^/]+)/.exec(specifier)?.[1]
  if (sibling !== undefined && !imports[name].includes(sibling)) {
    return `${name} may not import @sampan/${sibling}; it may import: ${imports[name].join(', ')}`
  }
  if (vendorTypes.test(specifier)) return `'${specifier}' is for tests; declare the payload in native.ts`
  if (vendorSdk.test(specifier) && !dynamic)
    return `'${specifier}' is an optional peer; load it with import() on first use`
  if (clouds.has(name) && specifier.startsWith('node:') && !dynamic && !typeOnly) {
    return `'${specifier}' would load on every cold start; use process.getBuiltinModule or import() on first use`
  }
  return undefined
}

/** @param {(found: Import) => void} visit */
function eachImport(visit) {
  const declaration = (node) => {
    if (!node.source) return
    const typeOnly = (node.importKind ?? node.exportKind) === 'type'
    visit({ specifier: node.source.value, node, dynamic: false, typeOnly })
  }
  return {
    ImportDeclaration: declaration,
    ExportNamedDeclaration: declaration,
    ExportAllDeclaration: declaration,
    ImportExpression(node) {
      if (typeof node.source.value === 'string')
        visit({ specifier: node.source.value, node, dynamic: true, typeOnly: false })
    },
    TSImportType(node) {
      visit({ specifier: node.source.value, node, dynamic: false, typeOnly: true })
    },
  }
}

const importDirection = {
  create(context) {
    if (testFile.test(context.filename) || !shippedFile.test(context.filename)) return {}
    return eachImport((found) => {
      const message = judge(context.filename, found)
      if (message !== undefined) context.report({ node: found.node, message })
    })
  },
}

/** `import { z } from 'zod'` bundles every locale: 443 KB where the namespace costs 88. */
const zodNamespace = {
  create(context) {
    const check = (node) => {
      if (node.source?.value !== 'zod') return
      const [specifier, ...rest] = node.specifiers ?? []
      if (specifier?.type === 'ImportNamespaceSpecifier' && specifier.local.name === 'z' && rest.length === 0)
        return
      context.report({ node, message: "write `import * as z from 'zod'`" })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check }
  },
}

export default {
  meta: { name: 'sampan' },
  rules: { 'import-direction': importDirection, 'zod-namespace': zodNamespace },
}
