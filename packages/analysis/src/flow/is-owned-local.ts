import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { outermostWrapper } from '../syntax/transparent-parent.ts'
import type { TypeOracle } from '../types/type-oracle.ts'
import { isFresh } from './is-fresh.ts'

/**
 * True for a variable whose object or container was made where the variable is declared and that nothing else refers to
 * until the function returns it: no other code sees a change of its contents. Judged by syntax; a doubtful use is an
 * escape.
 */
export function isOwnedLocal(oracle: TypeOracle, variable: Variable): boolean {
  const [definition, ...others] = variable.defs
  const declarator = definition?.node
  if (!declarator || others.length > 0 || declarator.type !== 'VariableDeclarator') return false
  if (declarator.id.type !== 'Identifier' || !declarator.init || !isFresh(oracle, declarator.init)) return false
  return variable.references.every(
    (reference) =>
      reference.init === true || (reference.isRead() && !reference.isWrite() && !mayEscape(reference.identifier)),
  )
}

function mayEscape(name: TSESTree.Node): boolean {
  const node = outermostWrapper(name)
  const parent = node.parent
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object !== node
    case 'ReturnStatement':
    case 'SpreadElement':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'IfStatement':
      return false
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.right !== node
    case 'ArrowFunctionExpression':
      return parent.body !== node
    case 'ArrayExpression':
      return mayEscape(parent)
    case 'Property':
      return parent.value !== node || mayEscape(parent.parent)
    case 'ObjectExpression':
      return mayEscape(parent)
    case 'CallExpression':
    case 'NewExpression':
      return !isReadOnlyCall(parent)
    default:
      return true
  }
}

/** A call of the language's own that keeps no reference to its arguments, known by its spelling. */
function isReadOnlyCall({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (callee.type === 'Identifier') return ['Set', 'Map', 'String', 'Boolean'].includes(callee.name)
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    ['JSON', 'Object', 'Array', 'Math', 'console'].includes(callee.object.name)
  )
}
