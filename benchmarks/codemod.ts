// npm run bench:codemod: what a migration costs beside the type checker and beside a codemod that changes nothing.
import { compare } from './compare.ts'
import { toolsFor } from './tools.ts'

await compare((project) => {
  const { tsc, jscodeshift, floatingPromises, ormCodemod } = toolsFor(project)
  return [tsc, jscodeshift, floatingPromises, ormCodemod]
})
