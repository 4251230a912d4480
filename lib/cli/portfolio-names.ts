import type { House } from './portfolio-houses.ts'
import type { Place } from './portfolio-places.ts'

/** Invented names and goods of one language. */
interface Names {
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly trades: readonly string[]
  readonly places: readonly string[]
  readonly goods: Readonly<Record<House['kind'], readonly string[]>>
  /** One of twelve instalments, and an order. */
  readonly part: (number: number) => string
  readonly order: (number: number) => string
}

/** By the language spoken where a debtor lives. */
export const NAMES: Readonly<Record<Place['names'], Names>> = {
  es: {
    given: [
      ...['Camila', 'Valentina', 'Mariana', 'Luz Dary', 'Yuliana', 'Paola', 'Marcela', 'Adriana', 'Natalia', 'Diana'],
      ...['Andrés', 'Julián', 'Camilo', 'Óscar', 'Jhon Jairo', 'Mauricio', 'Esteban', 'Hernán', 'Wilson', 'Fabián'],
    ],
    family: [
      ...['Gómez', 'Restrepo', 'Cárdenas', 'Ospina', 'Quintero', 'Zapata', 'Murillo', 'Peña', 'Beltrán', 'Arango'],
      ...['Castaño', 'Londoño', 'Rincón', 'Vargas', 'Mosquera', 'Salcedo', 'Hoyos', 'Tovar', 'Bermúdez', 'Giraldo'],
    ],
    trades: [
      ...['Ferretería', 'Constructora', 'Materiales', 'Refacciones', 'Distribuidora', 'Taller', 'Maderería'],
      ...['Instalaciones', 'Pinturas', 'Aceros', 'Plomería', 'Hidráulica'],
    ],
    places: [
      ...['del Cerro', 'San Nicolás', 'La Huasteca', 'El Mezquite', 'Las Torres', 'Santa Lucía', 'del Bravo'],
      ...['El Nogal', 'Villa Alegre', 'Los Álamos', 'El Sabinal', 'Puerta Norte'],
    ],
    goods: {
      person: ['Nevera', 'Lavadora', 'Televisor', 'Portátil', 'Estufa', 'Bicicleta', 'Sofá cama', 'Celular', 'Comedor'],
      company: ['Tornillería', 'Cable eléctrico', 'Tubería PVC', 'Pintura', 'Lámina galvanizada', 'Cemento'],
    },
    part: (number) => `cuota ${number} de 12`,
    order: (number) => `pedido ${number}`,
  },
  en: {
    given: ['Grace', 'Ethan', 'Olivia', 'Marcus', 'Hannah', 'Derek'],
    family: ['Walker', 'Bennett', 'Hughes', 'Coleman', 'Foster', 'Reed'],
    trades: ['Lone Mesa', 'Blue Agave', 'Border Star', 'Red Mesquite', 'Harbour Lane', 'Northgate'],
    places: ['Trading', 'Builders', 'Supply', 'Homes'],
    goods: {
      person: ['Refrigerator', 'Washing machine', 'Television', 'Laptop', 'Bicycle'],
      company: ['Fasteners', 'Electrical cable', 'PVC pipe', 'Paint', 'Cement'],
    },
    part: (number) => `instalment ${number} of 12`,
    order: (number) => `order ${number}`,
  },
  pt: {
    given: ['Beatriz', 'Rafael', 'Larissa', 'Thiago', 'Juliana', 'Gustavo'],
    family: ['Carvalho', 'Azevedo', 'Moreira', 'Teixeira', 'Barbosa', 'Nogueira'],
    trades: ['Ferragens', 'Construtora', 'Tintas', 'Materiais'],
    places: ['do Vale', 'Santa Clara', 'da Serra', 'Boa Vista'],
    goods: {
      person: ['Geladeira', 'Lavadora', 'Televisor', 'Notebook', 'Bicicleta'],
      company: ['Parafusos', 'Cabo elétrico', 'Tubos de PVC', 'Tinta', 'Cimento'],
    },
    part: (number) => `parcela ${number} de 12`,
    order: (number) => `pedido ${number}`,
  },
}

/** How a company's name ends in its country. */
export const COMPANY_FORM: Readonly<Record<string, string>> = {
  MX: 'S.A. de C.V.',
  ES: 'S.L.',
  BR: 'Ltda.',
  US: 'LLC',
  GB: 'Ltd',
}
