import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { configSchema } from './config-schema.ts'

// `npm run generate -w orm-codemod` writes the schema; a test compares it.
const file = new URL('../schema/config.schema.json', import.meta.url)
writeFileSync(file, await format(JSON.stringify(configSchema()), { parser: 'json', printWidth: 120 }))
