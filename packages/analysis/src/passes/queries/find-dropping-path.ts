import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import { walk } from '../../syntax/walk.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { inferConsumption } from './infer-consumption.ts'

/**
 * Where a path leaves a promise behind: the `return` or `throw` that a path takes before the variable is consumed, or the
 * block whose end it reaches; undefined if every path consumes it. Paths through loops, `switch` and `try` count as consuming when anything in them
 * does, so a path may be missed, and none is made up.
 */
export function findDroppingPath(
  unit: SourceUnit,
  { id, parent }: TSESTree.VariableDeclarator,
): TSESTree.Node | undefined {
  if (id.type !== 'Identifier' || parent.declarations.length > 1 || parent.parent.type !== 'BlockStatement') return
  const consumed = referencesOf(unit.scopes, id)
    .filter((reference) => reference.isRead() && inferConsumption(unit, reference.identifier).kind !== 'dropped')
    .map(({ identifier }) => identifier.range)
  const block = parent.parent
  const path = pathThrough(block.body.slice(block.body.indexOf(parent) + 1), consumed)
  return path.leavesAt ?? (path.goesOn ? block : undefined)
}

interface Path {
  /** Where some path leaves the function without consuming. */
  readonly leavesAt: TSESTree.Node | undefined
  /** True if some path goes on to the next statement without having consumed. */
  readonly goesOn: boolean
}

const CONSUMED: Path = { leavesAt: undefined, goesOn: false }

function pathThrough(statements: readonly TSESTree.Statement[], consumed: readonly TSESTree.Range[]): Path {
  for (const statement of statements) {
    const path = pathOf(statement, consumed)
    if (path.leavesAt || !path.goesOn) return path
  }
  return { leavesAt: undefined, goesOn: true }
}

function pathOf(statement: TSESTree.Statement, consumed: readonly TSESTree.Range[]): Path {
  const consumes = ({ range: [start, end] }: TSESTree.Node) => consumed.some(([at]) => start <= at && at < end)
  switch (statement.type) {
    case 'BlockStatement':
      return pathThrough(statement.body, consumed)
    case 'IfStatement': {
      if (consumes(statement.test)) return CONSUMED
      const branches = [statement.consequent, statement.alternate].map((branch) =>
        branch ? pathOf(branch, consumed) : { leavesAt: undefined, goesOn: true },
      )
      return {
        leavesAt: branches.find(({ leavesAt }) => leavesAt)?.leavesAt,
        goesOn: branches.some(({ goesOn }) => goesOn),
      }
    }
    case 'ReturnStatement':
    case 'ThrowStatement':
      return consumes(statement) ? CONSUMED : { leavesAt: statement, goesOn: false }
    case 'BreakStatement':
    case 'ContinueStatement':
      return CONSUMED
    default:
      return consumes(statement) ? CONSUMED : { leavesAt: exitIn(statement), goesOn: true }
  }
}

function exitIn(statement: TSESTree.Statement): TSESTree.Node | undefined {
  let exit: TSESTree.Node | undefined
  walk(statement, (node) => {
    if (isFunctionNode(node)) return 'skip'
    if (node.type === 'ReturnStatement') exit ??= node
    return undefined
  })
  return exit
}
