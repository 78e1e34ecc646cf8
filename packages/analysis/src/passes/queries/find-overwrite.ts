import type { TSESTree } from '@typescript-eslint/types'
import { isCaptured } from '../../flow/is-captured.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { SourceUnit } from '../../types/source-provider.ts'

/** The assignment that overwrites a variable before anything has read the value that it was given by an expression. */
export function findOverwrite(unit: SourceUnit, value: TSESTree.Node): TSESTree.Node | undefined {
  const given = variableGiven(value)
  const variable = given && variableOf(unit.scopes, given.name)
  if (!variable || isCaptured(variable)) return undefined
  const { parent: block } = given.statement
  if (block.type !== 'BlockStatement' && block.type !== 'Program') return undefined
  for (const statement of block.body.slice(block.body.indexOf(given.statement) + 1)) {
    const within = variable.references.filter(({ identifier: { range } }) => isInside(range, statement.range))
    if (within.length === 0) continue
    const target = within.length === 1 && within[0]?.isWriteOnly() ? within[0].identifier.parent : undefined
    const isOverwrite = target?.type === 'AssignmentExpression' && target.parent === statement
    return isOverwrite ? target : undefined
  }
  return undefined
}

interface GivenVariable {
  readonly name: TSESTree.Identifier
  readonly statement: TSESTree.Statement
}

function variableGiven(value: TSESTree.Node): GivenVariable | undefined {
  const { parent } = outermostWrapper(value)
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.parent.kind !== 'const')
    return { name: parent.id, statement: parent.parent }
  const isAssigned = parent?.type === 'AssignmentExpression' && parent.operator === '='
  return isAssigned && parent.left.type === 'Identifier' && parent.parent.type === 'ExpressionStatement'
    ? { name: parent.left, statement: parent.parent }
    : undefined
}

function isInside([start, end]: TSESTree.Range, [from, to]: TSESTree.Range): boolean {
  return from <= start && end <= to
}
