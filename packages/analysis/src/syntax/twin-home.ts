import type { TSESTree } from '@typescript-eslint/types'
import type { ScopeManager } from '@typescript-eslint/scope-manager'
import type { Operation, Profile } from '../profiles/profile.ts'
import { importedModule, importedName, type ImportedName } from './imported-name.ts'
import { variableOf } from './references-of.ts'
import { innermostExpression } from './transparent-parent.ts'

/**
 * Where the twin of a function is, seen from the file that calls it. `beside`: under its own name where the function is, be
 * that a member of the same object or a name of the same scope. `member`: on a member of the object that the function is
 * called on, as `readFile` is on `fs.promises`. `imported`: the function is imported by name, and so is its twin, from
 * `module`. `elsewhere`: it can be imported, though the function was not imported by name.
 */
export type TwinHome =
  | { readonly kind: 'beside' }
  | { readonly kind: 'member'; readonly object: TSESTree.Node; readonly member: string }
  | { readonly kind: 'imported'; readonly name: ImportedName; readonly module: string }
  | { readonly kind: 'elsewhere'; readonly module: string }

/** A place that calls a blocking function. */
interface BlockingPlace {
  readonly kind: string
  readonly node: TSESTree.Node
  readonly operation: Operation
  readonly profile: Profile
}

/** Undefined where the twin is out of reach. */
export function twinHome(
  scopes: ScopeManager,
  { kind, node, operation, profile }: BlockingPlace,
): TwinHome | undefined {
  const { twin, twinModule, twinMember } = operation
  if (kind === 'iteration' || node.type !== 'CallExpression' || typeof twin !== 'string' || twin === 'same')
    return { kind: 'beside' }
  const callee = innermostExpression(node.callee)
  const isPromising = (module: string) => (profile.promising ?? []).includes(withoutPrefix(module))
  if (callee.type === 'Identifier') {
    const name = importedName(scopes, callee)
    if (!name) return variableOf(scopes, { ...callee, name: twin }) && { kind: 'beside' }
    const isOwn = twinModule === undefined || isPromising(name.module)
    return { kind: 'imported', name, module: isOwn ? name.module : spelledAs(name.module, twinModule) }
  }
  if (twinModule === undefined || callee.type !== 'MemberExpression') return { kind: 'beside' }
  const module = importedModule(scopes, callee.object)
  if (module !== undefined && isPromising(module)) return { kind: 'beside' }
  if (twinMember === undefined) return { kind: 'elsewhere', module: twinModule }
  const isKnown = module !== undefined && profile.modules.includes(withoutPrefix(module))
  return isKnown ? { kind: 'member', object: callee.object, member: twinMember } : undefined
}

/** The module, with the prefix `node:` where another one is imported with it. */
function spelledAs(beside: string, module: string): string {
  return beside.startsWith(PREFIX) ? `${PREFIX}${module}` : module
}

function withoutPrefix(module: string): string {
  return module.startsWith(PREFIX) ? module.slice(PREFIX.length) : module
}

const PREFIX = 'node:'
