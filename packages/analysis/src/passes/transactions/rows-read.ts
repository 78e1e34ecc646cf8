import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { chainRoot } from '../../syntax/chain.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { SourceUnit } from '../../types/source-provider.ts'

/**
 * Where the rows of one query are held. A *row variable* holds a row or rows; a *field variable* holds what was read of
 * one field, or was computed from it.
 */
export interface RowsRead {
  readonly rows: ReadonlySet<Variable>
  readonly fields: ReadonlyMap<Variable, FieldValue>
}

export interface FieldValue {
  readonly field: string
  /** True where it is no longer the value that was read. */
  readonly isComputed: boolean
}

/** The variables that take what a query answers, and those that are made of them in the code that follows. */
export function rowsRead(unit: SourceUnit, query: TSESTree.Node, scope: TSESTree.Node): RowsRead {
  const rows = new Set<Variable>()
  const fields = new Map<Variable, FieldValue>()
  const found: RowsRead = { rows, fields }
  const bind = (pattern: TSESTree.Node): void => {
    const variable = pattern.type === 'Identifier' ? variableOf(unit.scopes, pattern) : undefined
    if (variable) rows.add(variable)
    if (pattern.type === 'ArrayPattern') for (const element of pattern.elements) if (element) bind(element)
    if (pattern.type === 'ObjectPattern') for (const property of pattern.properties) bindField(property)
  }
  const bindField = (property: TSESTree.Property | TSESTree.RestElement): void => {
    if (property.type === 'RestElement') return bind(property.argument)
    const field = staticName(property)
    if (field !== undefined && LISTS.has(field)) return bind(property.value)
    const value = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
    const variable = value.type === 'Identifier' ? variableOf(unit.scopes, value) : undefined
    if (variable && field !== undefined) fields.set(variable, { field, isComputed: false })
  }
  const target = targetOf(query)
  if (target) bind(target)
  for (let size = -1; size !== rows.size + fields.size && size !== 0;) {
    size = rows.size + fields.size
    walk(scope, (node) => {
      if (node.type === 'VariableDeclarator' && node.init) bindDeclared(unit, found, node, bind, fields)
      if (node.type === 'ForOfStatement' && holdsRows(unit, rows, node.right)) bind(patternOf(node.left))
      const callback = node.type === 'CallExpression' ? node.arguments[0] : undefined
      if (node.type !== 'CallExpression' || !callback || !isFunctionNode(callback)) return
      const callee = innermostExpression(node.callee)
      const [parameter] = callback.params
      if (callee.type === 'MemberExpression' && parameter && holdsRows(unit, rows, callee.object)) bind(parameter)
    })
  }
  return found
}

/** What drivers name the list of rows in their answers. */
const LISTS = new Set(['rows', 'recordset', 'data'])

function bindDeclared(
  unit: SourceUnit,
  { rows }: RowsRead,
  { id, init }: TSESTree.VariableDeclarator,
  bind: (pattern: TSESTree.Node) => void,
  fields: Map<Variable, FieldValue>,
): void {
  if (!init) return
  if (holdsRows(unit, rows, init)) return bind(id)
  const variable = id.type === 'Identifier' ? variableOf(unit.scopes, id) : undefined
  if (!variable || fields.has(variable) || rows.has(variable)) return
  const [read] = fieldsReadIn(unit, { rows, fields }, init)
  if (read) fields.set(variable, { field: read.field, isComputed: read.isComputed || isComputedFrom(read.node, init) })
}

function patternOf(left: TSESTree.Node): TSESTree.Node {
  return left.type === 'VariableDeclaration' ? left.declarations[0].id : left
}

/** What the awaited answer of a query is given to, elements and lists of it included. */
function targetOf(query: TSESTree.Node): TSESTree.Node | undefined {
  let at = outermostWrapper(query)
  if (at.parent?.type !== 'AwaitExpression') return undefined
  for (at = outermostWrapper(at.parent); at.parent; at = outermostWrapper(at.parent)) {
    const { parent } = at
    if (parent.type === 'VariableDeclarator') return parent.init === at ? parent.id : undefined
    if (parent.type === 'AssignmentExpression') return parent.right === at ? parent.left : undefined
    if (parent.type === 'ForOfStatement') return parent.right === at ? patternOf(parent.left) : undefined
    const isPart = parent.type === 'MemberExpression' && parent.object === at && isElement(parent)
    if (!isPart && parent.type !== 'LogicalExpression') return undefined
  }
  return undefined
}

function isElement(member: TSESTree.MemberExpression): boolean {
  return member.computed || LISTS.has(staticName(member) ?? '')
}

/** True for a row variable, an element of one, and a list that was sorted out of one. */
function holdsRows(unit: SourceUnit, rows: ReadonlySet<Variable>, expression: TSESTree.Node): boolean {
  const node = innermostExpression(expression)
  switch (node.type) {
    case 'Identifier': {
      const variable = variableOf(unit.scopes, node)
      return variable !== undefined && rows.has(variable)
    }
    case 'MemberExpression':
      return isElement(node) && holdsRows(unit, rows, node.object)
    case 'LogicalExpression':
      return holdsRows(unit, rows, node.left)
    case 'CallExpression': {
      const callee = innermostExpression(node.callee)
      const isKept = callee.type === 'MemberExpression' && KEEPING.has(staticName(callee) ?? '')
      return isKept && holdsRows(unit, rows, callee.object)
    }
    default:
      return false
  }
}

const KEEPING = new Set(['at', 'find', 'filter', 'slice', 'sort', 'toSorted', 'reverse', 'values', 'shift', 'pop'])

export function isRow(unit: SourceUnit, { rows }: RowsRead, expression: TSESTree.Node): boolean {
  return holdsRows(unit, rows, expression)
}

export interface FieldRead extends FieldValue {
  readonly node: TSESTree.Node
}

/** The places of an expression that read a field of the rows. */
export function fieldsReadIn(unit: SourceUnit, { rows, fields }: RowsRead, expression: TSESTree.Node): FieldRead[] {
  const found: FieldRead[] = []
  walk(expression, (node) => {
    if (node.type === 'MemberExpression' && !isElement(node) && holdsRows(unit, rows, node.object)) {
      found.push({ node, field: staticName(node) ?? '', isComputed: false })
      return 'skip'
    }
    const isName =
      node.type === 'Identifier' && !(node.parent.type === 'MemberExpression' && node.parent.object !== node)
    const isKey = node.parent?.type === 'Property' && node.parent.key === node && !node.parent.shorthand
    const variable = isName && !isKey ? variableOf(unit.scopes, node) : undefined
    const value = variable && fields.get(variable)
    if (value) found.push({ node, ...value })
    return undefined
  })
  return found
}

/** True where an expression makes something new of a value in it: it neither copies it nor falls back on it. */
export function isComputedFrom(value: TSESTree.Node, expression: TSESTree.Node): boolean {
  return !isDecision(value, expression) && isMadeFrom(value, expression)
}

/** True for a value that only decides which of two others is taken. */
function isDecision(value: TSESTree.Node, expression: TSESTree.Node): boolean {
  for (let at = value; at !== expression && at.parent; at = at.parent)
    if (at.parent.type === 'ConditionalExpression' && at.parent.test === at) return true
  return false
}

function isMadeFrom(value: TSESTree.Node, expression: TSESTree.Node): boolean {
  let at = outermostWrapper(value)
  while (at !== expression && at.parent) {
    const { parent } = at
    switch (parent.type) {
      case 'LogicalExpression':
      case 'AwaitExpression':
      case 'ConditionalExpression':
        break
      case 'BinaryExpression':
        return ARITHMETIC.has(parent.operator)
      case 'UnaryExpression':
        return parent.operator !== 'typeof'
      case 'SpreadElement':
      case 'CallExpression':
      case 'TemplateLiteral':
        return chainRoot(expression).type !== 'AwaitExpression'
      case 'MemberExpression':
        break
      default:
        return false
    }
    at = outermostWrapper(parent)
  }
  return false
}

const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>'])
