import type { TSESTree } from '@typescript-eslint/types'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { isLazy } from '../queries/find-queries.ts'

/**
 * Awaits that follow each other in one list of statements.
 *
 * A *member* is an await that stands alone in its statement: `await e`, `const x = await e`, `[a, b] = await e`. Every
 * other statement stands *between* members.
 */
export interface AwaitMember {
  readonly kind: 'member'
  readonly await: TSESTree.AwaitExpression
  /** What is awaited. */
  readonly argument: TSESTree.Expression
  readonly statement: TSESTree.VariableDeclaration | TSESTree.ExpressionStatement
  readonly binding: Binding
}

export type Binding =
  { readonly kind: 'none' } | { readonly kind: 'const' | 'let' | 'var' | 'assign'; readonly pattern: TSESTree.Node }

export interface BetweenStatement {
  readonly kind: 'between'
  readonly statement: TSESTree.Statement
}

export interface StatementList {
  /** The node that holds the statements: a block, a program or a `case`. */
  readonly owner: TSESTree.Node
  readonly entries: readonly (AwaitMember | BetweenStatement)[]
}

/** The statement lists of a file that have a member. */
export function findAwaitsInLine(context: AnalysisContext, file: TSESTree.Program): StatementList[] {
  const lists: StatementList[] = []
  walk(file, (owner) => {
    const statements = statementsOf(owner)
    if (!statements?.some(mentionsAwait)) return
    const entries = statements.flatMap((statement) => entriesOf(context, statement))
    if (entries.some(({ kind }) => kind === 'member')) lists.push({ owner, entries })
  })
  return lists
}

function statementsOf(owner: TSESTree.Node): readonly TSESTree.Statement[] | undefined {
  if (owner.type === 'BlockStatement') return owner.body
  if (owner.type === 'Program') return owner.body
  return owner.type === 'SwitchCase' ? owner.consequent : undefined
}

function mentionsAwait(statement: TSESTree.Statement): boolean {
  return statement.type === 'VariableDeclaration' || statement.type === 'ExpressionStatement'
}

function entriesOf(
  context: AnalysisContext,
  statement: TSESTree.Statement,
): readonly (AwaitMember | BetweenStatement)[] {
  const members = membersOf(statement)
  return members?.every((member) => isElement(member) && isAsynchronous(context, member))
    ? members
    : [{ kind: 'between', statement }]
}

function membersOf(statement: TSESTree.Statement): readonly AwaitMember[] | undefined {
  if (statement.type === 'ExpressionStatement') {
    const { expression } = statement
    if (expression.type === 'AwaitExpression') return [memberOf(statement, expression, { kind: 'none' })]
    if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return undefined
    if (expression.right.type !== 'AwaitExpression') return undefined
    return [memberOf(statement, expression.right, { kind: 'assign', pattern: expression.left })]
  }
  if (statement.type !== 'VariableDeclaration') return undefined
  const { kind } = statement
  if (kind !== 'const' && kind !== 'let' && kind !== 'var') return undefined
  const members = statement.declarations.map(({ init, id }) =>
    init?.type === 'AwaitExpression' ? memberOf(statement, init, { kind, pattern: id }) : undefined,
  )
  return members.every((member) => member !== undefined) ? members : undefined
}

function memberOf(statement: AwaitMember['statement'], node: TSESTree.AwaitExpression, binding: Binding): AwaitMember {
  return { kind: 'member', await: node, argument: node.argument, statement, binding }
}

/** False for operands that need parentheses of their own in a list. */
function isElement({ argument: { type } }: AwaitMember): boolean {
  return !['SequenceExpression', 'YieldExpression', 'ArrowFunctionExpression', 'ObjectExpression'].includes(type)
}

/** False where the operand has its value already, as on a synchronous driver: nothing is waited for. */
function isAsynchronous(context: AnalysisContext, { argument }: AwaitMember): boolean {
  const value = innermostExpression(argument)
  return context.oracle.isThenable(value) || isLazy(context, value) || context.oracle.isUntyped(value)
}
