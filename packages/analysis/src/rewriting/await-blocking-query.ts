import type { Site } from '../passes/queries/find-queries.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { staticName } from '../syntax/static-name.ts'
import { awaitExpression } from './await-expression.ts'
import { awaitQuery } from './await-query.ts'
import { importNamed } from './import-named.ts'
import { importTwin } from './import-twin.ts'
import type { Edit, Rewrite } from './rewrite.ts'

/**
 * Waits for a blocking query in a function that is async already. Undefined where more than the query has to change: a
 * transaction's callback, a twin that is called in another way, or one whose name the file uses for something else.
 */
export function awaitBlockingQuery(unit: SourceUnit, site: Site): Rewrite | undefined {
  const { twin, twinModule } = site.operation
  if (site.kind === 'transaction' || twin === null || twin === undefined || isCalledDifferently(site)) return undefined
  const edits = twinModule === undefined ? besideTheCall(unit, site, twin) : fromTheModule(unit, site, twin, twinModule)
  const title = site.kind === 'iteration' ? 'Iterate asynchronously' : `Await \`${twin}\` instead`
  return edits && { title, applicability: 'unsafe', edits, assumptions: [ATOMICITY] }
}

/** The options that decide may be out of sight. */
function isCalledDifferently({ node, operation: { twinDiffers } }: Site): boolean {
  if (twinDiffers === undefined || twinDiffers === true) return twinDiffers === true
  const options = node.type === 'CallExpression' ? node.arguments.slice(1) : []
  return options.some(
    (option) =>
      option.type !== 'ObjectExpression' ||
      option.properties.some((property) => property.type === 'SpreadElement' || staticName(property) === twinDiffers),
  )
}

function besideTheCall(unit: SourceUnit, site: Site, twin: string): Edit[] | undefined {
  const imports = site.node.type === 'CallExpression' && site.kind === 'call' ? importTwin(unit, site.node, twin) : []
  return imports && [...imports, ...awaitQuery(unit, site)]
}

/** `fs.readFileSync(…)` → `await readFile(…)`, with the import of `readFile`. */
function fromTheModule(unit: SourceUnit, { node }: Site, twin: string, module: string): Edit[] | undefined {
  const sources = unit.ast.body.flatMap((one) => (one.type === 'ImportDeclaration' ? one.source.value : []))
  if (node.type !== 'CallExpression' || node.optional || sources.length === 0) return undefined
  const [folder = module] = module.split('/')
  const { name, edits } = importNamed(unit, {
    module: sources.includes(`node:${folder}`) || sources.includes(`node:${module}`) ? `node:${module}` : module,
    export: twin,
  })
  const [at, end] = node.callee.range
  const callee = { fileName: unit.fileName, at, remove: end - at, insert: name }
  return [...edits, callee, ...(node.parent.type === 'AwaitExpression' ? [] : awaitExpression(unit, node))]
}

const ATOMICITY = 'No other task changes what this function has read while it waits.'
