import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import { derivedNames, nameAt, type Derived } from './derived-names.ts'
import type { Loop } from './find-loops.ts'
import { isGrown } from './is-bounded.ts'

const known = oncePerContext(() => new Map<TSESTree.Node, Derived>())

/** What the body of a loop makes of its element. */
export function derivedFromElement(context: AnalysisContext, loop: Loop): Derived {
  const memory = known(context)
  const derived = memory.get(loop.body) ?? follow(context, loop)
  memory.set(loop.body, derived)
  return derived
}

function follow({ sources }: AnalysisContext, { body, collection, elements, counter, drains }: Loop): Derived {
  const drained = innermostExpression(collection)
  return derivedNames(sources.unitAt(body), body, {
    patterns: elements,
    isGiven: (node) => {
      if (node.type === 'MemberExpression' && node.computed)
        return counter !== undefined && node.property.type === 'Identifier' && node.property.name === counter
      const callee = node.type === 'CallExpression' ? innermostExpression(node.callee) : undefined
      if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return false
      const name = staticName(callee)
      const [first] = node.arguments
      if (counter !== undefined && name === 'at') return first?.type === 'Identifier' && first.name === counter
      const { object } = callee
      const isTaken = object.type === 'Identifier' && drained.type === 'Identifier' && object.name === drained.name
      return drains && isTaken && (name === 'shift' || name === 'pop')
    },
  })
}

/** True where a turn adds to the collection: the loop walks a tree or a graph. A reassigned collection is one, too. */
export function growsItsCollection({ sources }: AnalysisContext, { body, collection }: Loop): boolean {
  const node = innermostExpression(collection)
  if (node.type !== 'Identifier') return false
  const unit = sources.unitAt(node)
  const name = nameAt(unit, node)
  let grows = false
  walk(body, (at) => {
    if (at.type !== 'Identifier' || at.name !== node.name || nameAt(unit, at) !== name) return
    grows ||= isGrown(at) || (at.parent.type === 'AssignmentExpression' && at.parent.left === at)
  })
  return grows
}

/**
 * True where a query of one turn depends on what an earlier turn has left in a variable: a cursor, a parent, a query that
 * is built step by step. No single query can stand for such turns.
 */
export function isCarried({ sources }: AnalysisContext, { body, counter }: Loop, query: TSESTree.Node): boolean {
  const unit = sources.unitAt(query)
  const [start, end] = body.range
  const outer = new Set<unknown>()
  walk(query, (node) => {
    if (node.type !== 'Identifier' || node.name === counter) return
    const name = nameAt(unit, node)
    if (typeof name === 'string') return
    const declared = name.defs[0]?.name.range[0]
    if (declared !== undefined && (declared < start || declared >= end)) outer.add(name)
  })
  let carried = false
  walk(body, (node) => {
    if (node.type !== 'Identifier' || !outer.has(nameAt(unit, node))) return
    const { parent } = node
    carried ||=
      (parent.type === 'AssignmentExpression' && parent.left === node) ||
      (parent.type === 'UpdateExpression' && parent.argument === node) ||
      isGrown(node)
  })
  return carried
}

/** True where a turn or a function looks into a memory of its own before it asks: `if (!users.has(id)) users.set(id, await …)`. */
export function isRemembered({ body }: Pick<Loop, 'body'>, query: TSESTree.Node): boolean {
  const asked = new Set<string>()
  const stored = new Set<string>()
  walk(body, (node) => {
    const callee = node.type === 'CallExpression' ? innermostExpression(node.callee) : undefined
    if (callee?.type === 'MemberExpression') {
      const holder = textOf(callee.object)
      const name = staticName(callee) ?? ''
      if (holder !== undefined && /^(?:get|has)$/.test(name) && node.range[0] < query.range[0]) asked.add(holder)
      if (holder !== undefined && /^(?:set|add|put)$/.test(name)) stored.add(holder)
    }
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression' || !node.left.computed) return
    const holder = textOf(node.left.object)
    if (holder !== undefined && (node.operator !== '=' || isReadBefore(body, holder, query))) {
      asked.add(holder)
      stored.add(holder)
    }
  })
  return [...stored].some((holder) => asked.has(holder))
}

/** `users[id]` in a test before the query. */
function isReadBefore(body: TSESTree.Node, holder: string, query: TSESTree.Node): boolean {
  let read = false
  walk(body, (node) => {
    if (node.type !== 'IfStatement' || node.test.range[0] > query.range[0]) return
    walk(node.test, (at) => {
      read ||= at.type === 'MemberExpression' && at.computed && textOf(at.object) === holder
    })
  })
  return read
}

function textOf(node: TSESTree.Node): string | undefined {
  const at = innermostExpression(node)
  if (at.type === 'Identifier') return at.name
  if (at.type === 'ThisExpression') return 'this'
  if (at.type !== 'MemberExpression') return undefined
  const object = textOf(at.object)
  return object === undefined ? undefined : `${object}.${staticName(at) ?? '?'}`
}
