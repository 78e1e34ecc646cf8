import type { TSESTree } from '@typescript-eslint/types'
import type { Site } from '../passes/queries/find-queries.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { twinCall, type Option, type TwinCall } from '../syntax/twin-call.ts'
import { twinHome } from '../syntax/twin-home.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { SEPARATOR } from './await-expression.ts'
import { awaitParentheses } from './await-parentheses.ts'
import { importNamed } from './import-named.ts'
import { insertion, replacement, surrounding, type Edit } from './rewrite.ts'

/** Names the twin where its function is named: `fs.readFileSync` → `fs.promises.readFile`. */
export function nameTwin(unit: SourceUnit, site: Site, twin: string): Edit[] {
  const { node, operation } = site
  if (node.type !== 'CallExpression') return []
  if (operation.descriptor === 'uses') return toHandle(unit, node, twin)
  const home = twinHome(unit.scopes, site)
  const callee = innermostExpression(node.callee)
  if (home?.kind === 'elsewhere') {
    const { name, edits } = importNamed(unit, { module: home.module, export: twin })
    return [...edits, replacement(unit, callee.range, name)]
  }
  const name = callee.type === 'MemberExpression' ? callee.property : callee
  const spelled = home?.kind === 'member' ? `${home.member}.${twin}` : twin
  const insert = name.type === 'Literal' ? `${name.raw[0] ?? ''}${spelled}${name.raw.at(-1) ?? ''}` : spelled
  return [replacement(unit, name.range, insert)]
}

/** What else changes in a call that its twin takes the place of, and the wait around it. */
export function callTwin(
  unit: SourceUnit,
  site: Site,
  awaits: (unit: SourceUnit, node: TSESTree.Expression) => Edit[],
): Edit[] {
  const { node, operation } = site
  const call = twinCall(site)
  if (node.type !== 'CallExpression' || 'because' in call) return awaits(unit, node)
  const { twinForm, twinField } = operation
  const result = node.parent.type === 'ExpressionStatement' ? undefined : twinField
  return [
    ...(twinForm === 'promisified' || twinForm === 'command' ? promisify(unit, node) : []),
    ...argumentsOf(unit, node, call),
    ...settled(unit, node, twinForm === 'whether' ? WHETHER : call.missing ? UNLESS_MISSING : ''),
    ...(result === undefined ? awaits(unit, node) : awaitField(unit, node, result)),
  ]
}

const WHETHER = '.then(() => true, () => false)'

const UNLESS_MISSING = ".catch((error) => (error.code === 'ENOENT' ? undefined : Promise.reject(error)))"

/** Closes before what stands around the call. */
function settled(
  { fileName }: SourceUnit,
  { callee, range: [, end] }: TSESTree.CallExpression,
  insert: string,
): Edit[] {
  return insert === '' ? [] : [{ fileName, at: end, remove: 0, insert, around: [callee.range[1], end] }]
}

function promisify(unit: SourceUnit, { callee }: TSESTree.CallExpression): Edit[] {
  const module = /['"]node:/.test(unit.text) ? 'node:util' : 'util'
  const { name, edits } = importNamed(unit, { module, export: 'promisify' })
  return [...edits, ...surrounding(unit, callee.range, `${name}(`, ')')]
}

function argumentsOf(unit: SourceUnit, node: TSESTree.CallExpression, { drops, bytes }: TwinCall): Edit[] {
  if (drops) return dropOption(unit, node, drops)
  if (!bytes) return []
  const option = "encoding: 'buffer'"
  if (bytes.type === 'CallExpression') {
    const end = node.arguments.at(-1)?.range[1] ?? node.range[1] - 1
    return [insertion(unit, end, `, { ${option} }`)]
  }
  const last = bytes.properties.at(-1)
  return last ? [insertion(unit, last.range[1], `, ${option}`)] : [replacement(unit, bytes.range, `{ ${option} }`)]
}

/** An object that held nothing else goes with it. */
function dropOption(unit: SourceUnit, node: TSESTree.CallExpression, { property, options }: Option): Edit[] {
  const list: readonly TSESTree.Node[] = options.properties.length > 1 ? options.properties : node.arguments
  const gone = options.properties.length > 1 ? property : options
  const index = list.indexOf(gone)
  const [next, previous] = [list[index + 1], list[index - 1]]
  if (next) return [replacement(unit, [gone.range[0], next.range[0]], '')]
  return [replacement(unit, [previous?.range[1] ?? gone.range[0], gone.range[1]], '')]
}

/** `(await …).stdout`, whatever stands around it. */
function awaitField(unit: SourceUnit, node: TSESTree.CallExpression, field: string): Edit[] {
  const continues = awaitParentheses(unit, node)[0].startsWith(SEPARATOR)
  const separator = { ...insertion(unit, node.range[0], SEPARATOR), around: [node.range[0], unit.text.length] as const }
  return [...(continues ? [separator] : []), ...surrounding(unit, node.range, '(await ', `).${field}`)]
}

/** `fs.readSync(fd, buffer)` → `fd.read(buffer)`. */
function toHandle(unit: SourceUnit, { callee, arguments: given }: TSESTree.CallExpression, twin: string): Edit[] {
  const [handle, second] = given
  if (!handle) return []
  return [
    replacement(unit, callee.range, `${unit.text.slice(...handle.range)}.${twin}`),
    replacement(unit, [handle.range[0], second?.range[0] ?? handle.range[1]], ''),
  ]
}
