// npm run bench:lint: what the rules cost beside the type checker, the parser alone and the typed rule everybody has.
import { compare } from './compare.ts'
import { toolsFor } from './tools.ts'

await compare((project) => {
  const { tsc, jscodeshift, parsing, floatingPromises, ormRules } = toolsFor(project)
  return [tsc, jscodeshift, parsing, floatingPromises, ormRules]
})
