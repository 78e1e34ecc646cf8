import type { TSESTree } from '@typescript-eslint/types'
import type { SourceUnit } from '../types/source-provider.ts'

/**
 * What has to stand around an `await` that takes a node's place. Beside where the grammar asks for parentheses they stand
 * where Prettier writes them, so that formatted code stays formatted.
 */
export function awaitParentheses(unit: SourceUnit, node: TSESTree.Node): readonly [open: string, close: string] {
  if (!needsParentheses(node) || isParenthesized(unit, node)) return ['', '']
  return [continuesLineBefore(unit, node) ? ';(' : '(', ')']
}

function needsParentheses(node: TSESTree.Node): boolean {
  const parent = node.parent
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node
    case 'ConditionalExpression':
      return parent.test === node
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node
    case 'BinaryExpression':
    case 'Decorator':
    case 'LogicalExpression':
    case 'SpreadElement':
    case 'TaggedTemplateExpression':
    case 'TSAsExpression':
    case 'TSInstantiationExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'UnaryExpression':
      return true
    default:
      return false
  }
}

function isParenthesized({ text }: SourceUnit, { range: [start, end] }: TSESTree.Node): boolean {
  return text.slice(0, start).trimEnd().endsWith('(') && text.slice(end).trimStart().startsWith(')')
}

/** True where a line that begins with `(` would become a call of what the statement before ends with. */
export function continuesLineBefore({ text }: SourceUnit, node: TSESTree.Node): boolean {
  let statement = node
  while (statement.parent && statement.parent.range[0] === node.range[0] && statement.parent.type !== 'Program')
    statement = statement.parent
  if (statement.type !== 'ExpressionStatement') return false
  const { parent } = statement
  const siblings: readonly TSESTree.Node[] =
    parent.type === 'SwitchCase' ? parent.consequent : 'body' in parent && Array.isArray(parent.body) ? parent.body : []
  const before = siblings[siblings.indexOf(statement) - 1]
  if (!before) return false
  const ends = text.slice(before.range[0], before.range[1]).at(-1)
  return ends !== ';' && !(ends === '}' && ENDS_WITH_BLOCK.test(before.type))
}

const ENDS_WITH_BLOCK =
  /^(?:BlockStatement|FunctionDeclaration|ClassDeclaration|IfStatement|For\w*Statement|WhileStatement|TryStatement|SwitchStatement|LabeledStatement|TSInterfaceDeclaration|TSEnumDeclaration|TSModuleDeclaration)$/
