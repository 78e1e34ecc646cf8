import { expect } from 'vitest'
import { differs, holds, missing, type Behaviour, type Section } from '../behaviour.ts'
import { keysOf, type Rows } from '../finds.ts'
import { Profile } from '../models.ts'
import { sent } from '../sent.ts'

const profiles = Profile.objects

/** Profiles 1–4. The null of JSON is a value of its own, and not the null of SQL. */
const SETTINGS = [
  { theme: 'dark', size: 12, tags: ['a', 'b'], deep: { er: { still: true } } },
  { theme: 'Light', size: 9, gone: null, 'odd "key"': 1 },
  { theme: null, size: 1.5, tags: [] },
  {},
] as const

async function fillProfiles() {
  await profiles.all().adelete()
  await profiles.abulkCreate(
    SETTINGS.map((settings, index) => ({ id: index + 1, authorId: index + 1, biography: '', settings })),
  )
}

function findsProfiles(name: string, query: Rows, keys: readonly number[]): Behaviour {
  return holds(name, async () => {
    await fillProfiles()
    expect((await keysOf(query)).sort()).toEqual(keys)
  })
}

export const jsonLookups: Section = {
  title: 'Lookups in JSON',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/queries/#querying-jsonfield',
  rows: [
    findsProfiles('A value inside is found by its key', profiles.filter({ settings__theme: 'dark' }), [1]),
    findsProfiles('A value inside heeds case', profiles.filter({ settings__theme: 'light' }), []),
    findsProfiles('Keys lead to keys', profiles.filter({ settings__deep__er__still: true }), [1]),
    findsProfiles('A number is an index of a list', profiles.filter({ settings__tags__0: 'a' }), [1]),
    findsProfiles('An index behind the end finds nothing', profiles.filter({ settings__tags__9: 'a' }), []),
    findsProfiles('A number is found as a number', profiles.filter({ settings__size: 12 }), [1]),
    findsProfiles('A number is not its text', profiles.filter({ settings__size: '12' }), []),
    findsProfiles('Numbers have an order', profiles.filter({ settings__size__gt: 1.5 }), [1, 2]),
    findsProfiles('Numbers are not compared as text', profiles.filter({ settings__size__lt: 10 }), [2, 3]),
    findsProfiles('lte has the value itself', profiles.filter({ settings__size__lte: 9 }), [2, 3]),
    findsProfiles('range has both ends', profiles.filter({ settings__size__range: [1.5, 9] }), [2, 3]),
    findsProfiles('in takes several values', profiles.filter({ settings__theme__in: ['dark', 'Light'] }), [1, 2]),
    findsProfiles('A boolean is found', profiles.filter({ settings__deep__er__still: false }), []),
    findsProfiles('A list is found as a whole', profiles.filter({ settings__tags: ['a', 'b'] }), [1]),
    differs(
      'The order of a list counts, except on MariaDB',
      'All that MariaDB and MySQL have in common to compare JSON is whether each contains the other.',
      async ({ name }) => {
        await fillProfiles()
        expect(await keysOf(profiles.filter({ settings__tags: ['b', 'a'] }))).toEqual(name === 'mariadb' ? [1] : [])
      },
    ),
    findsProfiles('An empty list is a value', profiles.filter({ settings__tags: [] }), [3]),
    findsProfiles(
      'An object inside is found as a whole',
      profiles.filter({ settings__deep: { er: { still: true } } }),
      [1],
    ),
    findsProfiles('The whole value is found', profiles.filter({ settings: {} }), [4]),
    findsProfiles(
      'The order of keys does not count',
      profiles.filter({ settings: { tags: [], size: 1.5, theme: null } }),
      [3],
    ),
    findsProfiles('A part of an object is not the object', profiles.filter({ settings: { theme: 'dark' } }), []),
    findsProfiles('A key that is absent is found by isNull', profiles.filter({ settings__tags__isNull: true }), [2, 4]),
    findsProfiles('A key whose value is null is there', profiles.filter({ settings__gone__isNull: false }), [2]),
    findsProfiles('A key with null finds the null of JSON', profiles.filter({ settings__theme: null }), [3]),
    findsProfiles('hasKey finds a key, null or not', profiles.filter({ settings__hasKey: 'gone' }), [2]),
    findsProfiles('hasKey may look inside', profiles.filter({ settings__deep__hasKey: 'er' }), [1]),
    findsProfiles('A key with quotes and blanks', profiles.filter({ settings__hasKey: 'odd "key"' }), [2]),
    findsProfiles('A key with quotes leads to its value', profiles.filter({ 'settings__odd "key"': 1 }), [2]),
    findsProfiles('Text inside: contains', profiles.filter({ settings__theme__contains: 'igh' }), [2]),
    findsProfiles('Text inside: icontains', profiles.filter({ settings__theme__icontains: 'LIGHT' }), [2]),
    findsProfiles('Text inside: iexact', profiles.filter({ settings__theme__iexact: 'DARK' }), [1]),
    findsProfiles('Text inside: startsWith', profiles.filter({ settings__theme__startsWith: 'Li' }), [2]),
    findsProfiles('Text inside: endsWith', profiles.filter({ settings__theme__endsWith: 'rk' }), [1]),
    findsProfiles('Text inside: regex', profiles.filter({ settings__theme__regex: '^[A-Z]' }), [2]),
    findsProfiles(
      'exclude has also the rows without the key',
      profiles.exclude({ settings__theme: 'dark' }),
      [2, 3, 4],
    ),
    findsProfiles('Keys are found across relations', profiles.filter({ author__profile__settings__size: 9 }), [2]),
    holds('A key is a value in the statement and no SQL', async (database) => {
      const [query] = await sent(database, () => profiles.filter({ "settings__x') or 1 = 1 --": 1 }).acount())
      expect(query?.rows).toBe(1)
      expect(await profiles.filter({ "settings__x') or 1 = 1 --": 1 }).acount()).toBe(0)
    }),
    differs(
      'null for the whole value asks for the null of SQL',
      'Django asks for the null of JSON there and for that of SQL by isnull; ours says null for "no value" everywhere.',
      async () => {
        await fillProfiles()
        // @ts-expect-error The field may not be null.
        expect(await keysOf(profiles.filter({ settings: null }))).toEqual([])
      },
    ),
    missing('contains and contained_by of JSON', 'Ask for the keys; raw() reaches the operators of the databases.'),
    missing('has_keys and has_any_keys', 'Several hasKey, combined by Q.'),
    missing('KeyTransform and KT as expressions', 'F takes the path of a key.'),
  ],
}
