/** What the host of payment links answers to one address. */
export interface PaymentPage {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The page of every link that nobody said anything of: it is there, and says nothing of itself. */
const THERE: PaymentPage = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Pago</title>',
}

/** The hosts that payment links lead to, outside AWS: every page is there unless somebody says otherwise. */
export class PaymentPages {
  readonly #pages = new Map<string, PaymentPage>()
  /** Addresses that were looked at, in order. */
  readonly asked: string[] = []

  /** What an address answers from now on. */
  answer(url: string, page: PaymentPage): void {
    this.#pages.set(url, page)
  }

  look(url: string): PaymentPage {
    this.asked.push(url)
    return this.#pages.get(url) ?? THERE
  }

  reset(): void {
    this.#pages.clear()
    this.asked.length = 0
  }
}
