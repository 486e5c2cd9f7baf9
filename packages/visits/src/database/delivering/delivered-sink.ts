import type { Hit, SiteEvent } from '../../hit.ts'
import type { RawRequest } from '../../listening/exchange.ts'
import type { Sink } from '../../sink.ts'
import type { Delivery } from './delivery.ts'

/** A sink that holds what comes in until its delivery has brought it to the database. */
export abstract class DeliveredSink<Batch> implements Sink {
  protected readonly delivery: Delivery<Batch>

  constructor(delivery: Delivery<Batch>) {
    this.delivery = delivery
  }

  abstract hit(hit: Hit, request: RawRequest): void
  abstract event(event: SiteEvent): void

  get what(): string {
    return this.delivery.what
  }

  get storeName(): string {
    return this.delivery.storeName
  }

  get waiting(): number {
    return this.delivery.waiting
  }

  get isRefused(): boolean {
    return this.delivery.isRefused
  }

  flush(): Promise<void> {
    return this.delivery.flush()
  }

  stop(): void {
    this.delivery.stop()
  }
}
