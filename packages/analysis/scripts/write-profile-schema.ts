import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { profileSchema } from './profile-schema.ts'

// `npm run generate -w orm-analysis` writes the schema; a test compares it.
const file = new URL('../schema/profiles.schema.json', import.meta.url)
writeFileSync(file, await format(JSON.stringify(profileSchema()), { parser: 'json', printWidth: 120 }))
