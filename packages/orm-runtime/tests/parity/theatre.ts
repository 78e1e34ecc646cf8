import { aatomic } from 'orm-runtime'
import { Actor, Booking, Hall, Part, Play, Ticket, Trophy } from './theatre-models.ts'

/** The same rows before each behaviour: actors 1–4, plays 1–3 with parts 1–4, hall 1, tickets for seats 1–3 of play 1. */
export async function fillTheatre(): Promise<void> {
  await aatomic(async () => {
    for (const model of [Booking, Hall, Ticket, Trophy, Part, Play, Actor]) await model.objects.all().adelete()
    await Actor.objects.abulkCreate(['Ada', 'Ben', 'Cat', 'Dan'].map((name, index) => ({ id: index + 1, name })))
    await Play.objects.abulkCreate(['Faust', 'Godot', 'Empty'].map((title, index) => ({ id: index + 1, title })))
    await Part.objects.abulkCreate([
      { id: 1, playId: 1, actorId: 1, understudyId: 3, lines: 100 },
      { id: 2, playId: 1, actorId: 2, lines: 50 },
      { id: 3, playId: 2, actorId: 2, lines: 70 },
      { id: 4, playId: 2, actorId: 2, lines: 5 },
    ])
    await Hall.objects.acreate({ id: 1, name: 'Great' })
    await Ticket.objects.abulkCreate([
      { id: TICKETS[0], playId: 1, seat: 3, price: '10.00' },
      { id: TICKETS[1], playId: 1, seat: 1, price: '80.00', state: 'sold', buyer: 'a@example.org' },
      { id: TICKETS[2], playId: 1, seat: 2, price: '50.00' },
    ])
    const ada = await Actor.objects.aget({ id: 1 })
    await ada.admires.aadd([2, 3])
  })
}

/** The keys of the tickets for seats 3, 1 and 2. */
export const TICKETS = [
  '11111111-d9cb-469f-a165-70867728950e',
  '22222222-d9cb-469f-a165-70867728950e',
  '33333333-d9cb-469f-a165-70867728950e',
] as const
