import { expect, test } from 'vitest'
import { findSites } from '../src/passes/queries/find-queries.ts'
import type { Profile } from '../src/profiles/profile.ts'
import { analysed } from './analysed.ts'

/** Statements of one file, and what stands above them. */
export interface SitesOfFile {
  /** What the statements use: imports, models, a client. */
  readonly preamble: string
  /** Each statement, and the sites that are found in it, as `member: kind mode effect` of the operation named. */
  readonly cases: Readonly<Record<string, readonly string[]>>
  /** Further files beside it, imported as `'./name.js'`. */
  readonly files?: Readonly<Record<string, string>>
}

/** Tests which sites a profile finds in statements against the library's own types; one program for all files. */
export function testProfileSites(profile: Profile, folders: Readonly<Record<string, SitesOfFile>>) {
  const texts = Object.entries(folders).flatMap(([folder, { preamble, cases, files = {} }]) => [
    [`${folder}/main.ts`, `${preamble}\n${Object.keys(cases).join('\n')}\nexport {}\n`] as const,
    ...Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text] as const),
  ])
  const context = analysed(Object.fromEntries(texts), [profile])

  for (const [folder, { cases }] of Object.entries(folders)) {
    const unit = context.unit(`${folder}/main.ts`)
    const sites = findSites(context, unit)
    for (const [code, expected] of Object.entries(cases))
      test(`${folder}: ${code}`, () => {
        const start = unit.text.indexOf(`\n${code}\n`) + 1
        const found = sites
          .filter(({ node }) => node.range[0] >= start && node.range[1] <= start + code.length)
          .map(({ member, kind, mode, operation }) => `${member}: ${kind} ${mode} ${operation.effect}`)
        expect(found).toEqual(expected)
      })
  }
}
