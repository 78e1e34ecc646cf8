import { expect, test } from 'vitest'
import { inferIndependence } from '../src/passes/independence/infer-independence.ts'
import { builtInProfiles } from '../src/profiles/built-in-profiles.ts'
import { readUserProfiles } from '../src/profiles/user-profile.ts'
import { analysed, FOLDER } from './analysed.ts'
import { INDEPENDENCE_CASES, SUPPORT } from './independence-cases.ts'

const userProfiles = readUserProfiles(
  {
    profiles: [
      { module: './http.ts', exports: { getJsonSync: { twin: 'getJson', effect: 'read', throws: 'infrastructure' } } },
    ],
  },
  FOLDER,
  'orm.config.json',
)

const files = Object.fromEntries(
  INDEPENDENCE_CASES.flatMap(({ files }, index) =>
    Object.entries(files).map(([name, text]) => [`case${index}/${name}`, text]),
  ),
)
const program = analysed({ ...SUPPORT, ...files }, [...builtInProfiles, ...userProfiles])

test.each(INDEPENDENCE_CASES.map((one, index) => [one.name, one, index] as const))('%s', (_, one, index) => {
  const [main = 'main.ts'] = Object.keys(one.files)
  const unit = program.unit(`case${index}/${main}`)
  const { groups, stops } = inferIndependence(program, unit)
  const at = ({ range }: { range: [number, number] }) => unit.text.slice(...range)
  expect({
    groups: groups.map(
      ({ members, form }) => `${form.kind}: ${members.map(({ argument }) => at(argument)).join(' & ')}`,
    ),
    stops: stops.map(({ reason, second }) => `${reason}: ${at(second)}`),
  }).toEqual({ groups: one.groups ?? [], stops: one.stops ?? [] })
})
