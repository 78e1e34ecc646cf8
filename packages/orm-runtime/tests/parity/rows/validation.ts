import { expect } from 'vitest'
import { ValidationError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Profile, Tag } from '../models.ts'
import { sent } from '../sent.ts'
import { Ticket } from '../theatre-models.ts'
import { TICKETS } from '../theatre.ts'

type Values = ConstructorParameters<typeof Ticket>[0]

const made = (values: object = {}) => new Ticket({ playId: 1, seat: 9, ...values })

/** The fields that full_clean complains of, with how many messages. */
async function complaints(instance: { afullClean(): Promise<void> }): Promise<Record<string, number>> {
  const error: unknown = await instance.afullClean().catch((thrown: unknown) => thrown)
  if (!(error instanceof ValidationError)) return {}
  return Object.fromEntries(Object.entries(error.errors).map(([field, messages]) => [field, messages.length]))
}

export const validation: Section = {
  title: 'Validation',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/instances/#validating-objects',
  rows: [
    holds('full_clean accepts a valid instance', async () => {
      await made().afullClean()
    }),
    holds('full_clean writes nothing', async (database) => {
      const queries = await sent(database, () => made().afullClean())
      expect(queries.filter(({ effect }) => effect === 'write')).toEqual([])
    }),
    holds('full_clean runs the validators of fields', async () => {
      expect(await complaints(made({ seat: 0 }))).toEqual({ seat: 1 })
      expect(await complaints(made({ buyer: 'nobody' }))).toEqual({ buyer: 1 })
    }),
    holds('Validators are not asked about null', async () => {
      expect(await complaints(made({ buyer: null }))).toEqual({})
    }),
    holds('full_clean finds values that are no choice', async () => {
      expect(await complaints(made({ state: 'lost' }))).toEqual({ state: 1 })
    }),
    holds('full_clean finds text that is too long', async () => {
      expect(await complaints(new Tag({ word: 'x'.repeat(41) }))).toEqual({ word: 1 })
    }),
    holds('full_clean finds null where there must be a value', async () => {
      expect(await complaints(made({ seat: null }))).toEqual({ seat: 1 })
    }),
    holds('full_clean finds values that are missing', async () => {
      expect(await complaints(new Ticket({ playId: 1 } as Values))).toEqual({ seat: 1 })
    }),
    holds('full_clean finds values of another type', async () => {
      expect(await complaints(made({ price: 'cheap', seat: 'front' }))).toEqual({ price: 1, seat: 1 })
    }),
    holds('full_clean collects what is wrong with all fields', async () => {
      expect(Object.keys(await complaints(made({ seat: 0, buyer: 'x', state: 'lost' }))).sort()).toEqual([
        'buyer',
        'seat',
        'state',
      ])
    }),
    holds('full_clean calls clean()', async () => {
      expect(await complaints(made({ state: 'sold' }))).toEqual({ '*': 1 })
    }),
    holds('full_clean calls clean() beside errors of fields', async () => {
      expect(await complaints(made({ state: 'sold', seat: 0 }))).toEqual({ '*': 1, seat: 1 })
    }),
    holds('full_clean finds a unique value that another row has', async () => {
      expect(await complaints(new Tag({ word: 'classic' }))).toEqual({ word: 1 })
      expect(await complaints(new Profile({ authorId: 1 }))).toEqual({ authorId: 1 })
    }),
    holds('full_clean finds a key that another row has', async () => {
      expect(await complaints(made({ id: TICKETS[0] }))).toEqual({ id: 1 })
    }),
    holds("A row's own unique value is not taken", async () => {
      await (await Tag.objects.aget({ id: 1 })).afullClean()
      await (await Ticket.objects.aget({ id: TICKETS[0] })).afullClean()
    }),
    holds('full_clean finds unique values of several columns', async () => {
      expect(await complaints(made({ seat: 1 }))).toEqual({ '*': 1 })
    }),
    holds('full_clean asks for no unique value whose field is wrong already', async (database) => {
      const queries = await sent(database, () => complaints(new Tag({ word: 'x'.repeat(41) })))
      expect(queries).toEqual([])
    }),
    holds('exclude leaves fields out', async () => {
      await made({ seat: 0, buyer: 'x' }).afullClean({ exclude: ['seat', 'buyer'] })
    }),
    holds('exclude leaves out the unique constraints of its fields', async () => {
      await new Tag({ word: 'classic' }).afullClean({ exclude: ['word'] })
    }),
    holds('The error has the messages by field', async () => {
      const error: unknown = await made({ seat: 0 })
        .afullClean()
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ errors: { seat: ['At least 1 is wanted.'] } })
    }),
    holds('full_clean has a blocking half', () => {
      expect(() => made({ seat: 0 }).fullClean()).toThrow(ValidationError)
    }),
    holds('save does not validate', async () => {
      await made({ seat: 0, state: 'sold' }).asave()
      expect(await Ticket.objects.filter({ seat: 0 }).aexists()).toBe(true)
    }),
    differs('Empty text is a value', 'In Django blank=False refuses it.', async () => {
      await new Tag({ word: '' }).afullClean()
    }),
    differs(
      'A foreign key whose row is not there passes',
      'Django asks for the row; ours leaves it to the database.',
      async () => {
        await made({ playId: 4711 }).afullClean()
      },
    ),
    missing('full_clean checks CheckConstraint', 'The database checks it when the row is written.'),
    missing(
      'clean_fields, validate_unique and validate_constraints by themselves',
      '`fullClean` with `exclude` does all of them.',
    ),
    missing('Codes and parameters of messages', 'A validator answers the message.'),
  ],
}
