import type { TSESTree } from '@typescript-eslint/types'
import { operationAt, operationOfValue } from '../../calls/operation-at.ts'
import type { ProfiledOperation } from '../../profiles/profile-index.ts'
import { nextCallInChain } from '../../syntax/chain.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import type { TypeIdentity, TypeOracle } from '../../types/type-oracle.ts'
import { isInBrowser } from './is-in-browser.ts'
import { oncePerUnit } from './once-per-unit.ts'
import { operationInChain } from './operation-in-chain.ts'
import { operationByText } from './raw-sql-effect.ts'

/**
 * The first pass: every place of a file that a profile's row describes.
 *
 * A *query site* runs a query, or makes one that will run. Its `mode` says when: `blocking` runs it before the next
 * statement, `eager` starts it and returns a promise, `lazy` returns a query that runs when it is awaited or iterated.
 * Only the outermost call of a builder chain is a site: `filter(…)` inside `filter(…).get()` is part of `get()`.
 */
export interface QuerySite extends ProfiledOperation {
  readonly kind: 'call' | 'property'
  readonly node: QueryCall | TSESTree.MemberExpression
  readonly mode: 'blocking' | 'eager' | 'lazy'
}

/** A call, also of a tag: `` sql`select …` ``. */
export type QueryCall = TSESTree.CallExpression | TSESTree.TaggedTemplateExpression

/** A place that iterates a lazy query. */
export interface IterationSite extends ProfiledOperation {
  readonly kind: 'iteration'
  /** The query that is iterated. */
  readonly node: TSESTree.Expression
  /** What iterates: the statement, spread, pattern's declarator or call. */
  readonly by: TSESTree.Node
  readonly form: 'for-of' | 'spread' | 'destructuring' | 'call' | 'yield'
  readonly mode: 'blocking'
}

/** A call that opens a transaction around a callback. */
export interface TransactionSite extends ProfiledOperation {
  readonly kind: 'transaction'
  readonly node: TSESTree.CallExpression
  readonly mode: 'blocking' | 'eager'
}

export { operationAt }

export type Site = QuerySite | IterationSite | TransactionSite

export const findQueries = oncePerUnit((context: AnalysisContext, unit: SourceUnit): Site[] =>
  findSites(context, unit).filter(({ profile }) => profile.blocks !== 'strict'),
)

/** The same with calls that only block, and ask no database. */
export const findSites = oncePerUnit((context: AnalysisContext, unit: SourceUnit): Site[] => {
  const sites: Site[] = []
  walk(unit.ast, (node) => {
    if (node.type === 'CallExpression') sites.push(...(callSite(context, node) ?? []))
    else if (node.type === 'TaggedTemplateExpression') sites.push(...(templateSite(context, node) ?? []))
    else if (node.type === 'MemberExpression') sites.push(...(propertySite(context, node) ?? []))
    const iterated = iteratedExpression(node)
    if (iterated) sites.push(...(iterationSite(context, node, iterated) ?? []))
  })
  return sites.filter(({ mode, profile, node }) => mode !== 'blocking' || !isInBrowser(context, profile, node))
})

function callSite(
  context: AnalysisContext,
  node: TSESTree.CallExpression,
): (QuerySite | TransactionSite)[] | undefined {
  const named = operationAt(context, innermostExpression(node.callee))
  if (!named || (named.operation.callsBack && endsWithCallback(context, node))) return undefined
  const profiled = operationByText(context, node, operationInChain(context, node, named))
  const { operation } = profiled
  if (operation.does === 'transact')
    return [{ ...profiled, kind: 'transaction', node, mode: modeOf(context, profiled, node) }]
  if (operation.does === 'run') {
    const mode = modeOf(context, profiled, node)
    return [{ ...profiled, kind: 'call', node, mode: mode === 'eager' && isLazy(context, node) ? 'lazy' : mode }]
  }
  if (operation.does !== 'build' || continuesAsQuery(context, node) || !isLazy(context, node)) return undefined
  return [{ ...profiled, kind: 'call', node, mode: 'lazy' }]
}

/** A template that a tag makes a query of. Inside another one it is a fragment, which that one sends. */
function templateSite(context: AnalysisContext, node: TSESTree.TaggedTemplateExpression): QuerySite[] | undefined {
  const profiled = operationOfTag(context, node)
  if (!profiled || isFragment(context, node) || continuesAsQuery(context, node)) return undefined
  return [
    { ...operationByText(context, node, profiled), kind: 'call', node, mode: isLazy(context, node) ? 'lazy' : 'eager' },
  ]
}

/** A tag is a method with a row of its own, or an object of a type whose templates are queries. */
export function operationOfTag(
  context: AnalysisContext,
  { tag }: TSESTree.TaggedTemplateExpression,
): ProfiledOperation | undefined {
  const made = operationOfValue(context, tag, TEMPLATE)
  if (made) return made
  const named = operationAt(context, innermostExpression(tag))
  return named?.operation.does === 'run' ? named : undefined
}

/** The member name under which a profile says what templates of a type's values do. */
const TEMPLATE = '[template]'

function isFragment(context: AnalysisContext, node: TSESTree.Node): boolean {
  for (let at = node.parent; at && at.type !== 'AwaitExpression' && !isStatement(at); at = at.parent)
    if (at.type === 'TaggedTemplateExpression' && operationOfTag(context, at)) return true
  return false
}

const isStatement = ({ type }: TSESTree.Node) => /Statement$|Declaration$/.test(type)

function endsWithCallback({ oracle }: AnalysisContext, call: TSESTree.CallExpression): boolean {
  const last = call.arguments.at(-1)
  return last !== undefined && last.type !== 'SpreadElement' && !oracle.isUntyped(last) && oracle.isCallable(last)
}

function modeOf(
  { oracle }: AnalysisContext,
  { operation: { does, waits } }: ProfiledOperation,
  node: TSESTree.CallExpression,
): 'blocking' | 'eager' {
  if (waits !== 'by-type') return waits === 'blocking' ? 'blocking' : 'eager'
  // What a transaction answers is a promise as soon as its callback's answer is: what the driver declares tells.
  const isAsync =
    does === 'transact' ? oracle.returnsThenable(innermostExpression(node.callee)) : oracle.isThenable(node)
  return isAsync ? 'eager' : 'blocking'
}

/** True where the next call of the chain is a row too, and so speaks for this one. */
function continuesAsQuery(context: AnalysisContext, node: QueryCall): boolean {
  const next = nextCallInChain(node)
  return next !== undefined && operationAt(context, innermostExpression(next.callee)) !== undefined
}

/** True where an expression's value is a query that runs only once it is awaited. */
export function isLazy({ oracle, profiles }: AnalysisContext, node: TSESTree.Node): boolean {
  return namesAt(oracle, node).some(profiles.isLazyType)
}

/** A mapped type has no name of a query's, and still the query's `then`; an interface may have that from `Promise`. */
function namesAt(oracle: TypeOracle, node: TSESTree.Node): TypeIdentity[] {
  const declared = oracle
    .protocolAt(node, 'then')
    .flatMap(({ module, type }) => (type === undefined ? [] : [{ module, type }]))
  return [...declared, ...oracle.typesAt(node)]
}

/** True where an expression's value is a query that each step of a chain changes. */
export function isMutableQuery({ oracle, profiles }: AnalysisContext, node: TSESTree.Node): boolean {
  return namesAt(oracle, node).some(profiles.isMutableType)
}

/** True where an expression's value is a query that only a terminal method runs. */
export function isBuilder({ oracle, profiles }: AnalysisContext, node: TSESTree.Node): boolean {
  return oracle.typesAt(node).some(profiles.isBuilderType)
}

function propertySite(context: AnalysisContext, node: TSESTree.MemberExpression): QuerySite[] | undefined {
  const { oracle, profiles } = context
  if (!profiles.mayName(PROPERTY) || node.computed || isCalled(node) || isWritten(node)) return undefined
  const name = staticName(node)
  if (name === undefined || !relationIn(context, oracle.fieldTypesNamed(name))) return undefined
  const profiled = relationIn(context, oracle.fieldTypesAt(node))
  return profiled && [{ ...profiled, kind: 'property', node, mode: 'blocking' }]
}

function relationIn({ profiles }: AnalysisContext, types: readonly TypeIdentity[]): ProfiledOperation | undefined {
  for (const { module, type } of types) {
    const profiled = profiles.operationOf({ module, type, member: PROPERTY })
    if (profiled?.operation.does === 'property') return profiled
  }
  return undefined
}

/** The member name under which a field type's lazy relation stands in a profile. */
const PROPERTY = '[property]'

/** A relation is a row or nothing, and neither can be called: most members are methods. */
function isCalled(node: TSESTree.MemberExpression): boolean {
  return node.parent.type === 'CallExpression' && node.parent.callee === node
}

function isWritten(node: TSESTree.MemberExpression): boolean {
  const parent = outermostWrapper(node).parent
  return parent?.type === 'AssignmentExpression' && innermostExpression(parent.left) === node && parent.operator === '='
}

interface Iterated {
  readonly expression: TSESTree.Expression
  readonly form: IterationSite['form']
}

function iteratedExpression(node: TSESTree.Node): Iterated | undefined {
  switch (node.type) {
    case 'ForOfStatement':
      return node.await ? undefined : { expression: node.right, form: 'for-of' }
    case 'SpreadElement':
      return node.parent.type === 'ObjectExpression' ? undefined : { expression: node.argument, form: 'spread' }
    case 'VariableDeclarator':
      return node.id.type === 'ArrayPattern' && node.init ? { expression: node.init, form: 'destructuring' } : undefined
    case 'AssignmentExpression':
      return node.left.type === 'ArrayPattern' ? { expression: node.right, form: 'destructuring' } : undefined
    case 'YieldExpression':
      return node.delegate ? { expression: node.argument, form: 'yield' } : undefined
    case 'CallExpression':
    case 'NewExpression': {
      const [first] = node.arguments
      return first && first.type !== 'SpreadElement' && isIteratingCallee(node)
        ? { expression: first, form: 'call' }
        : undefined
    }
    default:
      return undefined
  }
}

function isIteratingCallee({ callee, type }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (type === 'NewExpression') return callee.type === 'Identifier' && (callee.name === 'Set' || callee.name === 'Map')
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.property.type === 'Identifier' &&
    (callee.object.name === 'Array' || callee.object.name === 'Object') &&
    (callee.property.name === 'from' || callee.property.name === 'fromEntries')
  )
}

function iterationSite(
  { oracle, profiles }: AnalysisContext,
  by: TSESTree.Node,
  { expression, form }: Iterated,
): IterationSite[] | undefined {
  if (!profiles.mayName('[Symbol.iterator]')) return undefined
  for (const identity of oracle.protocolAt(expression, '[Symbol.iterator]')) {
    const profiled = profiles.operationOf(identity)
    if (profiled) return [{ ...profiled, kind: 'iteration', node: expression, by, form, mode: 'blocking' }]
  }
  return undefined
}
