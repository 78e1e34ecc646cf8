// Checked by tsc (tests/generated.test.ts), never executed: the rows of `raw`.
import { is } from './is.ts'
import { Sale } from './expressions.ts'

const name = 'a'

export async function rows() {
  is<Sale[]>()(await Sale.objects.raw`select * from sales where note = ${name}`)
  is<Sale[]>()(Sale.objects.raw('select * from sales where id = ? and at < ?', [1, new Date()]).toArray())
  is<number>()([...Sale.objects.raw<{ n: number }>`select id, 1 as n from sales`].map(({ n }) => n)[0] ?? 0)
  for await (const one of Sale.objects.raw`select * from sales`) is<Sale>()(one)
  // @ts-expect-error an object is no parameter
  void Sale.objects.raw`select * from sales where id = ${{ id: 1 }}`
}
