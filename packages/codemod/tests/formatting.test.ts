import { expect, test } from 'vitest'
import { contents, orm, PROJECT, repository } from './cli.ts'

/** A file before and after, each character of which counts. `«…»` marks what the run puts in, and nothing else changes. */
interface Case {
  readonly title: string
  readonly file: string
  /** The output; the input is the same without what is marked, and with what `«-…-»` holds. */
  readonly text: string
}

const IMPORT = `import { «-getSync-»«get» } from '../http.ts'\n`
const windows = (text: string) => text.replaceAll('\n', '\r\n')

const CASES: readonly Case[] = [
  {
    title: 'carriage returns',
    file: 'crlf.ts',
    text: windows(
      `${IMPORT}\nexport «async »function a(id: string): «Promise<»string«>» {\n  return «await »get«-Sync-»(id)\n}\n`,
    ),
  },
  {
    title: 'mixed line ends',
    file: 'mixed.ts',
    text: `import { «-getSync-»«get» } from '../http.ts'\r\nexport «async »function a(id: string) {\n  return «(await »get«-Sync-»(id)«)».trim()\r\n}\n`,
  },
  {
    title: 'a byte order mark',
    file: 'bom.ts',
    text: `\uFEFF${IMPORT}export const a = «async »(id: string) => «await »get«-Sync-»(id)\n`,
  },
  {
    title: 'a hash bang in front of everything',
    file: 'shebang.ts',
    text: `#!/usr/bin/env node\n${IMPORT}export «async »function a(id: string) {\n  return «await »get«-Sync-»(id)\n}\n`,
  },
  {
    title: 'directives, which have to stay first',
    file: 'directive.ts',
    text: `'use strict'\n"use client";\n\n${IMPORT}export «async »function a(id: string) {\n  'use server'\n  return «await »get«-Sync-»(id)\n}\n`,
  },
  {
    title: 'comments wherever one can stand',
    file: 'comments.ts',
    text: `/* licence */\n${IMPORT}/** Says. */ export /* 1 */ «async »function /* 2 */ a(/* 3 */ id: string /* 4 */): /* 5 */ «Promise<»string«>» /* 6 */ {\n  // before\n  return /* 7 */ «await »get«-Sync-»(/* 8 */ id /* 9 */) /* 10 */ // behind\n  /* last */\n}\n// end`,
  },
  {
    title: 'quotes, semicolons, commas and white space of another style',
    file: 'style.ts',
    text: `import { «-getSync-»«get», } from "../http.ts" ;\nconst  names = [ 'a' , "b", ] ;\nexport  «async »function  a( id : string )  { return  «(await »get«-Sync-»( id , )«)» . length ; }  \n\n\n\nexport { names } ;\n`,
  },
  {
    title: 'tabs, and no new line at the end',
    file: 'tabs.ts',
    text: `${IMPORT}\nexport «async »function a(id: string) {\n\tif (id) {\n\t\treturn «await »get«-Sync-»(id)\n\t}\n\treturn ''\n}`,
  },
  {
    title: 'letters beyond ASCII, of one unit and of two',
    file: 'letters.ts',
    text: `${IMPORT}/* 😀 é 漢字 */ export «async »function größe(id: string) { const «-text-»«text» = '😀'; return «(await »get«-Sync-»(id + '漢')«)».length }\n`.replaceAll(
      '«-text-»«text»',
      'text',
    ),
  },
  {
    title: 'very long lines',
    file: 'long.ts',
    text: `${IMPORT}export const list = [${'1,'.repeat(20_000)}]; export «async »function a(id: string) { return «await »get«-Sync-»(id) } export const more = '${'x'.repeat(30_000)}'\n`,
  },
  {
    title: 'statements that no semicolon ends, in front of what becomes a parenthesis',
    file: 'hazard.ts',
    text: `${IMPORT}export «async »function a(id: string) {\n  const text = id\n  «;(await »get«-Sync-»(id)«)».trim()\n  const list = [text]\n  «;(await »get«-Sync-»(text)«)».split('').forEach((one) => list.push(one))\n  return list\n}\n`,
  },
  {
    title: 'an expression behind `return` on lines of its own',
    file: 'lines.ts',
    text: `${IMPORT}export «async »function a(id: string) {\n  return (\n    // which\n    «await »get«-Sync-»(\n      id, // it\n    )\n  )\n}\n`,
  },
]

const before = (text: string) => text.replaceAll(/«-([^»]*)-»/g, '$1').replaceAll(/«[^»]*»/g, '')
const after = (text: string) => text.replaceAll(/«-[^»]*-»/g, '').replaceAll(/[«»]/g, '')
const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

test('what a run puts in is all that changes, whatever a file looks like, and a second run puts in nothing', async () => {
  const folder = repository({
    ...PROJECT,
    ...Object.fromEntries(CASES.map(({ file, text }) => [`src/cases/${file}`, before(text)])),
  })
  expect(await orm(folder)).toMatchObject({ exitCode: 0, error: '' })
  const written = contents(folder)
  for (const { title, file, text } of CASES) expect(written[`src/cases/${file}`], title).toBe(bytes(after(text)))
  expect(await orm(folder, '--check', '--force')).toMatchObject({ exitCode: 0, error: '' })
}, 300_000)
