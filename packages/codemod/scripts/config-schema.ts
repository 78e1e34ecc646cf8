import { readFileSync } from 'node:fs'
import { isFlag } from '../src/command-line/options-command.ts'
import { OPTIONS } from '../src/options.ts'

/** The JSON schema of `orm-codemod.config.json`: rows of the options' table, and profiles as `orm.config.json` has them. */
export function configSchema(): object {
  const file = new URL('../../analysis/schema/profiles.schema.json', import.meta.url)
  const profiles = JSON.parse(readFileSync(file, 'utf8')) as ProfilesSchema
  const options = OPTIONS.filter(({ inConfig }) => inConfig).map((row) => {
    const { name, says, isList } = row
    const value = isFlag(row) ? { type: 'boolean' } : { type: 'string', minLength: 1 }
    return [name, { description: says, ...(isList ? { type: 'array', items: value } : value) }]
  })
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of orm-codemod',
    description: 'What `orm-codemod.config.{ts,js,mjs,json}` holds. The command line wins over it.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...(Object.fromEntries(options) as object),
      profiles: profiles.properties.profiles,
    },
    definitions: profiles.definitions,
  }
}

interface ProfilesSchema {
  readonly properties: { readonly profiles: object }
  readonly definitions: object
}
