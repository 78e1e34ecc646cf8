import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { inferConsumption } from './infer-consumption.ts'

/**
 * Where a path leaves a promise behind: the `return` or `throw` that a path takes before the variable is consumed, the
 * assignment that overwrites it, or the block whose end it reaches; undefined if every path consumes it.
 *
 * No path is made up: a loop with a use of the promise in it is taken to run, a `switch` without a `default` to have a case
 * for every value, and what a statement mentions to be used by it. A call is not taken to throw; a rejected `await` that
 * meets a `catch` is.
 */
export function findDroppingPath(
  context: AnalysisContext,
  unit: SourceUnit,
  { id, parent }: TSESTree.VariableDeclarator,
): TSESTree.Node | undefined {
  const block = parent.parent
  if (id.type !== 'Identifier' || (block.type !== 'BlockStatement' && block.type !== 'Program')) return
  const references = referencesOf(unit.scopes, id)
  const uses = references
    .filter((one) => one.isRead() && inferConsumption(context, unit, one.identifier).kind !== 'dropped')
    .map(({ identifier }) => identifier.range[0])
  // A function that is made before the promise, or a declarator beside it, may use it at any time.
  if (uses.some((at) => at < parent.range[1] || at > block.range[1])) return
  const overwrites = references.flatMap(({ identifier: { parent: by } }) =>
    by.type === 'AssignmentExpression' &&
    by.operator === '=' &&
    by.left.type === 'Identifier' &&
    by.left.name === id.name
      ? [by]
      : [],
  )
  const paths = pathsThrough(block.body.slice(block.body.indexOf(parent) + 1), { uses, overwrites })
  return paths.leavesAt ?? paths.throwsAt ?? paths.jumps[0]?.at ?? (paths.goesOn ? block : undefined)
}

/** Where the promise is used, as offsets, and the assignments that overwrite it. */
interface Uses {
  readonly uses: readonly number[]
  readonly overwrites: readonly TSESTree.AssignmentExpression[]
}

/** How those paths go on, beyond a statement, that have not used the promise. */
interface Paths {
  readonly goesOn: boolean
  /** Where one leaves the function, or overwrites the promise. */
  readonly leavesAt?: TSESTree.Node | undefined
  readonly throwsAt?: TSESTree.Node | undefined
  readonly jumps: readonly Jump[]
}

interface Jump {
  readonly at: TSESTree.BreakStatement | TSESTree.ContinueStatement
}

const NONE: Paths = { goesOn: false, jumps: [] }
const ON: Paths = { goesOn: true, jumps: [] }

function either(all: readonly Paths[]): Paths {
  return {
    goesOn: all.some(({ goesOn }) => goesOn),
    leavesAt: all.find(({ leavesAt }) => leavesAt)?.leavesAt,
    throwsAt: all.find(({ throwsAt }) => throwsAt)?.throwsAt,
    jumps: all.flatMap(({ jumps }) => jumps),
  }
}

function pathsThrough(statements: readonly TSESTree.Node[], given: Uses): Paths {
  const passed: Paths[] = []
  for (const statement of statements) {
    const paths = pathsOf(statement, given)
    passed.push({ ...paths, goesOn: false })
    if (!paths.goesOn) return either(passed)
  }
  return either([...passed, ON])
}

function mentions({ uses }: Uses, node: TSESTree.Node | null | undefined): boolean {
  return node ? uses.some((at) => node.range[0] <= at && at < node.range[1]) : false
}

function pathsOf(statement: TSESTree.Node, given: Uses): Paths {
  switch (statement.type) {
    case 'BlockStatement':
      return pathsThrough(statement.body, given)
    case 'IfStatement':
    case 'ConditionalExpression':
      if (mentions(given, statement.test)) return NONE
      return either([statement.consequent, statement.alternate].map((one) => (one ? pathsOf(one, given) : ON)))
    case 'ExpressionStatement':
      return pathsOf(statement.expression, given)
    case 'LogicalExpression':
      return mentions(given, statement.left) ? NONE : ON
    case 'AssignmentExpression':
      if (mentions(given, statement)) return NONE
      return given.overwrites.includes(statement) ? { ...NONE, leavesAt: statement } : ON
    case 'ReturnStatement':
      return statement.argument && !pathsOf(statement.argument, given).goesOn ? NONE : { ...NONE, leavesAt: statement }
    case 'ThrowStatement':
      return mentions(given, statement) ? NONE : { ...NONE, throwsAt: statement }
    case 'BreakStatement':
    case 'ContinueStatement':
      return { ...NONE, jumps: [{ at: statement }] }
    case 'LabeledStatement':
      return landing(pathsOf(statement.body, given), ({ label }) => label?.name === statement.label.name)
    case 'SwitchStatement':
      return pathsOfSwitch(statement, given)
    case 'TryStatement':
      return pathsOfTry(statement, given)
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return pathsOfLoop(statement, given)
    default:
      return mentions(given, statement) ? NONE : ON
  }
}

/** Jumps that end here go on behind. */
function landing(paths: Paths, isHere: (jump: Jump['at']) => boolean): Paths {
  const jumps = paths.jumps.filter(({ at }) => !isHere(at))
  return {
    ...paths,
    goesOn: paths.goesOn || paths.jumps.some(({ at }) => isHere(at) && at.type === 'BreakStatement'),
    jumps,
  }
}

type Loop =
  | TSESTree.ForStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement

function pathsOfLoop(loop: Loop, given: Uses): Paths {
  const isEndless =
    (loop.type === 'ForStatement' && !loop.test) || (loop.type === 'WhileStatement' && isTrue(loop.test))
  const heads = loop.type === 'ForStatement' ? [loop.init, loop.test] : 'right' in loop ? [loop.right] : [loop.test]
  if (loop.type !== 'DoWhileStatement' && heads.some((head) => mentions(given, head))) return NONE
  const body = pathsOf(loop.body, given)
  const goesOn = !isEndless && !mentions(given, loop)
  return landing({ ...body, goesOn }, ({ label }) => label === null)
}

const isTrue = (test: TSESTree.Expression) => test.type === 'Literal' && test.value === true

function pathsOfSwitch({ discriminant, cases }: TSESTree.SwitchStatement, given: Uses): Paths {
  if (mentions(given, discriminant) || cases.some(({ test }) => mentions(given, test))) return NONE
  const entered = cases.map((_, index) =>
    pathsThrough(
      cases.slice(index).flatMap(({ consequent }) => consequent),
      given,
    ),
  )
  const hasDefault = cases.some(({ test }) => !test)
  const isSkipped = !hasDefault && !cases.some((one) => mentions(given, one))
  const paths = either([...entered, ...(isSkipped ? [ON] : [])])
  return landing(paths, (jump) => jump.type === 'BreakStatement' && jump.label === null)
}

function pathsOfTry({ block, handler, finalizer }: TSESTree.TryStatement, given: Uses): Paths {
  if (mentions(given, finalizer)) return NONE
  const tried = pathsOf(block, given)
  const isCaught = handler !== null && (tried.throwsAt !== undefined || mayRejectUnused(block, given))
  const paths = handler
    ? either([{ ...tried, throwsAt: undefined }, ...(isCaught ? [pathsOf(handler.body, given)] : [])])
    : tried
  if (!finalizer) return paths
  const last = pathsOf(finalizer, given)
  return last.goesOn ? either([paths, { ...last, goesOn: false }]) : last
}

/** True where something else is awaited before the promise is used. */
function mayRejectUnused({ body }: TSESTree.BlockStatement, given: Uses): boolean {
  const used = body.findIndex((statement) => mentions(given, statement))
  return body.slice(0, used === -1 ? undefined : used).some(awaits)
}

function awaits(statement: TSESTree.Node): boolean {
  let found = false
  walk(statement, (node) => {
    found ||= node.type === 'AwaitExpression'
    return isFunctionNode(node) ? 'skip' : undefined
  })
  return found
}
