import type { TSESTree } from '@typescript-eslint/types'

/** True where the code behind a statement may run: false if it surely returns or throws. Loops count as ending. */
export function completesNormally(statement: TSESTree.Statement): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return false
    case 'BlockStatement':
      return statement.body.every(completesNormally)
    case 'IfStatement':
      return !statement.alternate || [statement.consequent, statement.alternate].some(completesNormally)
    case 'TryStatement':
      if (statement.finalizer && !completesNormally(statement.finalizer)) return false
      return (
        completesNormally(statement.block) || (statement.handler !== null && completesNormally(statement.handler.body))
      )
    default:
      return true
  }
}
