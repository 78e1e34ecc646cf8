import {
  Abs,
  Case,
  Cast,
  Ceil,
  Coalesce,
  Concat,
  Exists,
  Extract,
  F,
  Floor,
  Greatest,
  Least,
  Left,
  LeftTrim,
  Length,
  Lower,
  Mod,
  NullIf,
  OuterRef,
  Power,
  Q,
  Replace,
  Right,
  RightTrim,
  Round,
  Sqrt,
  Subquery,
  Substring,
  Trim,
  Trunc,
  Upper,
  Value,
  When,
  type Condition,
  type Expression,
} from 'orm-runtime'
import { Author, Book, Review } from './library-models.ts'
import { onLibrary } from './on-library.ts'

const books = () => Book.objects.orderBy('id')
const authors = () => Author.objects.orderBy('id')
/** The value of an expression for each book. */
const of = (x: Expression | Condition) => books().annotate({ x }).valuesList('x', { flat: true })

const at = (text: string) => new Date(text)

onLibrary({
  'F of a column': [() => of(F('title')), ['Engines', 'Notes', 'Dust', 'Dust II', 'Sea']],
  'F across a foreign key': [() => of(F('author__name')), ['Ada', 'Ada', 'Bob', 'Bob', 'Cy']],
  'F across a foreign key that is null': [() => of(F('editor__name')), ['Bob', null, 'Ada', null, 'Bob']],
  'F of a foreign key': [() => of(F('editor')), [2, null, 1, null, 2]],
  'F of the part of a moment': [() => of(F('publishedAt__year')), [2020, 2020, 2021, 2021, 2022]],
  'F of JSON': [() => of(F('details__lang')), ['en', 'fr', 'en', null, null]],
  'a bigint beyond 2^53': [() => of(F('stock')), [5n, 9007199254740993n, 0n, 2n, 1n]],
  'a constant of text': [() => of(Value('a')), ['a', 'a', 'a', 'a', 'a']],
  'a constant of a whole number': [() => of(Value(7)), [7, 7, 7, 7, 7]],
  'a constant of a fraction': [() => of(Value(0.5)), [0.5, 0.5, 0.5, 0.5, 0.5]],
  'a constant of true': [() => of(Value(true)), [true, true, true, true, true]],
  'a constant of a moment': [() => of(Value(at('2020-01-01T00:00:00Z'))).slice(0, 1), [at('2020-01-01T00:00:00Z')]],
  'whole numbers added': [() => of(F('pages').add(1)), [101, 251, 101, 301, 121]],
  'whole numbers subtracted': [() => of(F('pages').subtract(F('id'))), [99, 248, 97, 296, 115]],
  'whole numbers multiplied': [() => of(F('pages').multiply(2)), [200, 500, 200, 600, 240]],
  'whole numbers divided are whole': [() => of(F('pages').divide(7)), [14, 35, 14, 42, 17]],
  'a remainder': [() => of(F('pages').modulo(7)), [2, 5, 2, 6, 1]],
  'a power': [() => of(F('id').power(2)), [1, 4, 9, 16, 25]],
  'a whole number and a fraction': [() => of(F('pages').multiply(0.5)), [50, 125, 50, 150, 60]],
  'bigints added': [() => of(F('stock').add(1)), [6n, 9007199254740994n, 1n, 3n, 2n]],
  'decimals added, exactly': [() => of(F('price').add('0.01')), ['10.51', '20.26', '5.01', '7.76', '12.01']],
  'decimals of different places subtracted': [
    () => of(F('price').subtract(F('cost'))),
    ['6.375', '12.250', '0.000', '6.250', '8.700'],
  ],
  'a decimal and a whole number': [() => of(F('price').add(1)), ['11.50', '21.25', '6.00', '8.75', '13.00']],
  'a decimal times a whole number': [() => of(F('price').multiply(3)), ['31.50', '60.75', '15.00', '23.25', '36.00']],
  'a decimal times a column': [
    () => of(F('price').multiply(F('pages'))),
    ['1050.00', '5062.50', '500.00', '2325.00', '1440.00'],
  ],
  'a decimal times a decimal': [
    () => of(F('price').multiply('1.19')),
    ['12.4950', '24.0975', '5.9500', '9.2225', '14.2800'],
  ],
  'a decimal divided': [() => of(F('price').divide(4)), ['2.625000', '5.062500', '1.250000', '1.937500', '3.000000']],
  'a decimal beside a fraction is a fraction': [() => of(F('price').multiply(0.5)), [5.25, 10.125, 2.5, 3.875, 6]],
  'arithmetic with null': [() => of(F('rating').add(1)), [5.5, 4, null, 6, 2.5]],
  'a moment and a duration': [
    () => of(F('publishedAt').add(86_400_000)).slice(0, 2),
    [at('2020-01-16T12:30:15.250Z'), at('2021-01-01T23:30:15.250Z')],
  ],
  'a moment less a duration': [
    () => of(F('publishedAt').subtract(15_250)).slice(0, 1),
    [at('2020-01-15T12:30:00.000Z')],
  ],
  'the time between moments': [() => of(F('publishedAt').subtract(at('2020-01-15T12:30:15.000Z'))).slice(0, 1), [250]],
  Case: [
    () =>
      of(
        Case(When({ pages__gte: 250 }, Value('long')), When({ pages__gt: 100 }, Value('middle')), {
          default: Value('short'),
        }),
      ),
    ['short', 'long', 'short', 'long', 'middle'],
  ],
  'Case without a default': [() => of(Case(When({ sold: true }, 'title'))), [null, 'Notes', null, 'Dust II', null]],
  'Case of numbers of different kinds': [
    () => of(Case(When({ sold: true }, 'price'), { default: 1 })),
    ['1.00', '20.25', '1.00', '7.75', '1.00'],
  ],
  'Case with Q': [
    () => of(Case(When(Q({ pages: 100 }).or(Q({ sold: true })), Value(1)), { default: Value(0) })),
    [1, 1, 1, 1, 0],
  ],
  Coalesce: [() => of(Coalesce('rating', 0)), [4.5, 3, 0, 5, 1.5]],
  'Coalesce of columns': [() => of(Coalesce('editor__name', 'author__name')), ['Bob', 'Ada', 'Ada', 'Bob', 'Bob']],
  NullIf: [() => of(NullIf('pages', 100)), [null, 250, null, 300, 120]],
  Greatest: [() => of(Greatest('pages', 150)), [150, 250, 150, 300, 150]],
  'Greatest of decimals of different places': [
    () => of(Greatest('price', F('cost').multiply(2))),
    ['10.500', '20.250', '10.000', '7.750', '12.000'],
  ],
  Least: [() => of(Least('pages', 150)), [100, 150, 100, 150, 120]],
  Concat: [
    () => of(Concat('title', Value(' by '), 'author__name')),
    ['Engines by Ada', 'Notes by Ada', 'Dust by Bob', 'Dust II by Bob', 'Sea by Cy'],
  ],
  'Concat of null': [() => of(Concat(Value('<'), 'editor__name', Value('>'))), ['<Bob>', '<>', '<Ada>', '<>', '<Bob>']],
  'Concat of a decimal': [() => of(Concat('price', Value('€'))), ['10.50€', '20.25€', '5.00€', '7.75€', '12.00€']],
  Lower: [() => of(Lower('title')), ['engines', 'notes', 'dust', 'dust ii', 'sea']],
  Upper: [() => of(Upper('title')), ['ENGINES', 'NOTES', 'DUST', 'DUST II', 'SEA']],
  Length: [() => of(Length('title')), [7, 5, 4, 7, 3]],
  'Length of characters beyond 16 bits': [() => of(Length(Value('a😀'))).slice(0, 1), [2]],
  Trim: [() => of(Trim(Value('  a '))).slice(0, 1), ['a']],
  'Trim at the left': [() => of(LeftTrim(Value('  a '))).slice(0, 1), ['a ']],
  'Trim at the right': [() => of(RightTrim(Value('  a '))).slice(0, 1), ['  a']],
  Substring: [() => of(Substring('title', 2, 3)), ['ngi', 'ote', 'ust', 'ust', 'ea']],
  'Substring to the end': [() => of(Substring('title', 4)), ['ines', 'es', 't', 't II', '']],
  Replace: [() => of(Replace('title', Value('Dust'), Value('Mud'))), ['Engines', 'Notes', 'Mud', 'Mud II', 'Sea']],
  Left: [() => of(Left('title', 2)), ['En', 'No', 'Du', 'Du', 'Se']],
  Right: [() => of(Right('title', 2)), ['es', 'es', 'st', 'II', 'ea']],
  Abs: [() => of(Abs(F('id').subtract(3))), [2, 1, 0, 1, 2]],
  'Abs of a decimal': [() => of(Abs(F('price').subtract(10))), ['0.50', '10.25', '5.00', '2.25', '2.00']],
  Ceil: [() => of(Ceil('rating')), [5, 3, null, 5, 2]],
  Floor: [() => of(Floor('rating')), [4, 3, null, 5, 1]],
  'Floor of a decimal': [() => of(Floor('price')), ['10', '20', '5', '7', '12']],
  Round: [() => of(Round('rating')), [5, 3, null, 5, 2]],
  'Round to a place': [() => of(Round('cost', 1)), ['4.1', '8.0', '5.0', '1.5', '3.3']],
  Power: [() => of(Power('id', 3)), [1, 8, 27, 64, 125]],
  Sqrt: [() => of(Sqrt('pages')).slice(0, 1), [10]],
  Mod: [() => of(Mod('pages', 30)), [10, 10, 10, 0, 0]],
  'Extract the year': [() => of(Extract('year', 'publishedAt')), [2020, 2020, 2021, 2021, 2022]],
  'Extract the month': [() => of(Extract('month', 'publishedAt')), [1, 12, 1, 7, 2]],
  'Extract the quarter': [() => of(Extract('quarter', 'publishedAt')), [1, 4, 1, 3, 1]],
  'Extract the day of the week, Sunday first': [() => of(Extract('weekDay', 'publishedAt')), [4, 5, 6, 1, 2]],
  'Extract the hour': [() => of(Extract('hour', 'publishedAt')), [12, 23, 0, 12, 12]],
  'Extract the second': [() => of(Extract('second', 'publishedAt')), [15, 15, 15, 15, 15]],
  'Extract of a day': [
    () =>
      authors()
        .annotate({ x: Extract('year', 'born') })
        .valuesList('x', { flat: true }),
    [1815, 1970, 1990],
  ],
  'Extract the date': [() => of(Extract('date', 'publishedAt')).slice(0, 1), ['2020-01-15']],
  'Trunc to the month': [
    () => of(Trunc('month', 'publishedAt')).slice(0, 2),
    [at('2020-01-01T00:00:00Z'), at('2020-12-01T00:00:00Z')],
  ],
  'Trunc to the quarter': [() => of(Trunc('quarter', 'publishedAt')).slice(1, 2), [at('2020-10-01T00:00:00Z')]],
  'Trunc to the week, from Monday': [() => of(Trunc('week', 'publishedAt')).slice(0, 1), [at('2020-01-13T00:00:00Z')]],
  'Trunc to the hour': [() => of(Trunc('hour', 'publishedAt')).slice(0, 1), [at('2020-01-15T12:00:00Z')]],
  'Trunc of a day': [
    () =>
      authors()
        .annotate({ x: Trunc('year', 'born') })
        .valuesList('x', { flat: true }),
    ['1815-01-01', '1970-01-01', '1990-01-01'],
  ],
  'Cast to text': [() => of(Cast('pages', 'text')), ['100', '250', '100', '300', '120']],
  'Cast a decimal to text': [() => of(Cast('price', 'text')), ['10.50', '20.25', '5.00', '7.75', '12.00']],
  'Cast a decimal to a fraction': [() => of(Cast('price', 'float')), [10.5, 20.25, 5, 7.75, 12]],
  'Cast a whole number to a decimal': [
    () => of(Cast('pages', 'decimal', { digits: 8, places: 1 })),
    ['100.0', '250.0', '100.0', '300.0', '120.0'],
  ],
  'Cast text to a number': [() => of(Cast(Value('12'), 'integer')).slice(0, 1), [12]],
  'Cast a moment to a day': [() => of(Cast('publishedAt', 'date')).slice(0, 1), ['2020-01-15']],
  'a condition': [() => of(Q({ pages: 100 })), [true, false, true, false, false]],
  Exists: [() => of(Exists(Review.objects.filter({ book: OuterRef('id') }))), [true, true, false, true, false]],
  'Exists with a condition on both': [
    () => of(Exists(Review.objects.filter({ book: OuterRef('pk'), stars__gt: OuterRef('rating') }))),
    [true, true, false, false, false],
  ],
  Subquery: [
    () =>
      of(
        Subquery(
          Review.objects
            .filter({ book: OuterRef('id') })
            .orderBy('-stars', 'id')
            .values('stars'),
        ),
      ),
    [5, 4, null, 2, null],
  ],
  'Subquery of a decimal': [
    () =>
      authors()
        .annotate({
          x: Subquery(
            Book.objects
              .filter({ author: OuterRef('id') })
              .orderBy('-price')
              .values('price'),
          ),
        })
        .valuesList('x', { flat: true }),
    ['20.25', '7.75', '12.00'],
  ],
  'Subquery of rows is their key': [
    () => of(Subquery(Review.objects.filter({ book: OuterRef('id') }).orderBy('-id'))),
    [3, 4, null, 6, null],
  ],
})
