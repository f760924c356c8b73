-- Views over the log for analysts, and the role that may read them. Written by AnalystViewsSpec from the schemas
-- of the events: don't edit it by hand. Runs again whenever it has changed.
drop schema if exists analyst cascade;
create schema analyst;
comment on schema analyst is 'The log as tables, to be read only. See docs/streams.md.';

do $$
begin
  create role daybook_analyst nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;

create view analyst.events as
select position, stream, version, event_id, revision, recorded_at, metadata, type,
       case when payload @? '$.*.ciphertext'
            then (select coalesce(jsonb_object_agg(key, value), '{}')
                    from jsonb_each(payload - 'paymentToken') where not value @? '$.ciphertext')
            else payload - 'paymentToken'
       end as payload
  from public.events;
comment on view analyst.events is 'All events.';

create view analyst.cart as
select * from analyst.events where type like 'cart.%';
comment on view analyst.cart is 'All events of cart.';

create view analyst.cart_abandoned as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'cartId' as cart_id
  from public.events
 where type = 'cart.abandoned';
comment on view analyst.cart_abandoned is 'Nobody touched the cart for too long.';

create view analyst.cart_checked_out as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'cartId' as cart_id,
       payload ->> 'orderId' as order_id,
       payload ->> 'customerId' as customer_id,
       payload -> 'lines' as lines,
       (payload -> 'total' ->> 'minor')::bigint as total_minor,
       payload -> 'total' ->> 'currency' as total_currency,
       payload ->> 'country' as country
  from public.events
 where type = 'cart.checked-out';
comment on view analyst.cart_checked_out is 'The cart became an order.';

create view analyst.cart_checked_out_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       item.value ->> 'name' as name,
       (item.value ->> 'units')::bigint as units,
       (item.value -> 'unitPrice' ->> 'minor')::bigint as unit_price_minor,
       item.value -> 'unitPrice' ->> 'currency' as unit_price_currency
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'cart.checked-out';
comment on view analyst.cart_checked_out_lines is 'A row for each of the lines of cart.checked-out.';

create view analyst.cart_line_removed as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'cartId' as cart_id,
       payload ->> 'sku' as sku
  from public.events
 where type = 'cart.line-removed';
comment on view analyst.cart_line_removed is 'A product was taken out of the cart.';

create view analyst.cart_line_set as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'cartId' as cart_id,
       payload -> 'line' ->> 'sku' as line_sku,
       payload -> 'line' ->> 'name' as line_name,
       (payload -> 'line' ->> 'units')::bigint as line_units,
       (payload -> 'line' -> 'unitPrice' ->> 'minor')::bigint as line_unit_price_minor,
       payload -> 'line' -> 'unitPrice' ->> 'currency' as line_unit_price_currency
  from public.events
 where type = 'cart.line-set';
comment on view analyst.cart_line_set is 'A product stands in the cart with so many units at this price, whatever stood there before.';

create view analyst.cart_opened as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'cartId' as cart_id,
       payload ->> 'customerId' as customer_id,
       payload ->> 'currency' as currency
  from public.events
 where type = 'cart.opened';
comment on view analyst.cart_opened is 'A shopper took a cart.';

create view analyst.catalog as
select * from analyst.events where type like 'catalog.%';
comment on view analyst.catalog is 'All events of catalog.';

create view analyst.catalog_price_changed as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       (payload -> 'price' ->> 'minor')::bigint as price_minor,
       payload -> 'price' ->> 'currency' as price_currency,
       (payload -> 'previous' ->> 'minor')::bigint as previous_minor,
       payload -> 'previous' ->> 'currency' as previous_currency
  from public.events
 where type = 'catalog.price-changed';
comment on view analyst.catalog_price_changed is 'The list price of the product changed.';

create view analyst.catalog_product_delisted as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       payload ->> 'reason' as reason
  from public.events
 where type = 'catalog.product-delisted';
comment on view analyst.catalog_product_delisted is 'The product is no longer on sale.';

create view analyst.catalog_product_listed as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       payload ->> 'name' as name,
       payload ->> 'description' as description,
       payload ->> 'category' as category,
       (payload -> 'price' ->> 'minor')::bigint as price_minor,
       payload -> 'price' ->> 'currency' as price_currency
  from public.events
 where type = 'catalog.product-listed';
comment on view analyst.catalog_product_listed is 'The product is on sale from now on.';

create view analyst.catalog_product_revised as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       payload ->> 'name' as name,
       payload ->> 'description' as description,
       payload ->> 'category' as category
  from public.events
 where type = 'catalog.product-revised';
comment on view analyst.catalog_product_revised is 'The texts of the product changed; all of them as they are now.';

create view analyst.customer as
select * from analyst.events where type like 'customer.%';
comment on view analyst.customer is 'All events of customer.';

create view analyst.customer_email_changed as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'customerId' as customer_id
  from public.events
 where type = 'customer.email-changed';
comment on view analyst.customer_email_changed is 'The customer is reached at another address.';

create view analyst.customer_personal_data_erased as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'customerId' as customer_id
  from public.events
 where type = 'customer.personal-data-erased';
comment on view analyst.customer_personal_data_erased is 'The customer''s key is destroyed: their personal fields can''t be read any more, anywhere.';

create view analyst.customer_registered as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'customerId' as customer_id,
       payload ->> 'country' as country
  from public.events
 where type = 'customer.registered';
comment on view analyst.customer_registered is 'The shop knows the customer from now on.';

create view analyst.inventory as
select * from analyst.events where type like 'inventory.%';
comment on view analyst.inventory is 'All events of inventory.';

create view analyst.inventory_reservation_declined as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload -> 'shortages' as shortages
  from public.events
 where type = 'inventory.reservation-declined';
comment on view analyst.inventory_reservation_declined is 'Nothing is promised, since at least one sku is short.';

create view analyst.inventory_reservation_declined_shortages as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       (item.value ->> 'wanted')::bigint as wanted,
       (item.value ->> 'available')::bigint as available
  from public.events cross join lateral jsonb_array_elements(payload -> 'shortages') with ordinality item
 where type = 'inventory.reservation-declined';
comment on view analyst.inventory_reservation_declined_shortages is 'A row for each of the shortages of inventory.reservation-declined.';

create view analyst.inventory_reservation_made as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload -> 'lines' as lines
  from public.events
 where type = 'inventory.reservation-made';
comment on view analyst.inventory_reservation_made is 'All lines of the order are promised; written in one append with a stock-reserved event per sku.';

create view analyst.inventory_reservation_made_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       (item.value ->> 'units')::bigint as units
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'inventory.reservation-made';
comment on view analyst.inventory_reservation_made_lines is 'A row for each of the lines of inventory.reservation-made.';

create view analyst.inventory_reservation_reduced as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       (payload ->> 'number')::bigint as number,
       payload -> 'lines' as lines
  from public.events
 where type = 'inventory.reservation-reduced';
comment on view analyst.inventory_reservation_reduced is 'Part of the promise is taken back; the rest stays.';

create view analyst.inventory_reservation_reduced_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       (item.value ->> 'units')::bigint as units
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'inventory.reservation-reduced';
comment on view analyst.inventory_reservation_reduced_lines is 'A row for each of the lines of inventory.reservation-reduced.';

create view analyst.inventory_reservation_released as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'reason' as reason,
       payload -> 'lines' as lines
  from public.events
 where type = 'inventory.reservation-released';
comment on view analyst.inventory_reservation_released is 'The promise is taken back.';

create view analyst.inventory_reservation_released_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       (item.value ->> 'units')::bigint as units
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'inventory.reservation-released';
comment on view analyst.inventory_reservation_released_lines is 'A row for each of the lines of inventory.reservation-released.';

create view analyst.inventory_reservation_shipped as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload -> 'lines' as lines
  from public.events
 where type = 'inventory.reservation-shipped';
comment on view analyst.inventory_reservation_shipped is 'The promised goods left the house.';

create view analyst.inventory_reservation_shipped_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       (item.value ->> 'units')::bigint as units
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'inventory.reservation-shipped';
comment on view analyst.inventory_reservation_shipped_lines is 'A row for each of the lines of inventory.reservation-shipped.';

create view analyst.inventory_stock_adjusted as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       (payload ->> 'delta')::bigint as delta,
       payload ->> 'reason' as reason,
       (payload -> 'level' ->> 'onHand')::bigint as level_on_hand,
       (payload -> 'level' ->> 'promised')::bigint as level_promised
  from public.events
 where type = 'inventory.stock-adjusted';
comment on view analyst.inventory_stock_adjusted is 'The books were set right: found, lost, damaged, brought back.';

create view analyst.inventory_stock_received as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       (payload ->> 'units')::bigint as units,
       payload ->> 'reference' as reference,
       (payload -> 'level' ->> 'onHand')::bigint as level_on_hand,
       (payload -> 'level' ->> 'promised')::bigint as level_promised
  from public.events
 where type = 'inventory.stock-received';
comment on view analyst.inventory_stock_received is 'Goods came in.';

create view analyst.inventory_stock_released as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       payload ->> 'orderId' as order_id,
       (payload ->> 'units')::bigint as units,
       (payload -> 'level' ->> 'onHand')::bigint as level_on_hand,
       (payload -> 'level' ->> 'promised')::bigint as level_promised
  from public.events
 where type = 'inventory.stock-released';
comment on view analyst.inventory_stock_released is 'A promise to an order was taken back.';

create view analyst.inventory_stock_reserved as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       payload ->> 'orderId' as order_id,
       (payload ->> 'units')::bigint as units,
       (payload -> 'level' ->> 'onHand')::bigint as level_on_hand,
       (payload -> 'level' ->> 'promised')::bigint as level_promised
  from public.events
 where type = 'inventory.stock-reserved';
comment on view analyst.inventory_stock_reserved is 'Units were promised to an order.';

create view analyst.inventory_stock_reserved_corrected as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       (payload ->> 'delta')::bigint as delta,
       payload ->> 'reason' as reason,
       (payload -> 'level' ->> 'onHand')::bigint as level_on_hand,
       (payload -> 'level' ->> 'promised')::bigint as level_promised
  from public.events
 where type = 'inventory.stock-reserved-corrected';
comment on view analyst.inventory_stock_reserved_corrected is 'The units promised were set right: they had not been the sum of the live reservations.';

create view analyst.inventory_stock_shipped as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'sku' as sku,
       payload ->> 'orderId' as order_id,
       (payload ->> 'units')::bigint as units,
       (payload -> 'level' ->> 'onHand')::bigint as level_on_hand,
       (payload -> 'level' ->> 'promised')::bigint as level_promised
  from public.events
 where type = 'inventory.stock-shipped';
comment on view analyst.inventory_stock_shipped is 'Promised units left the house.';

create view analyst.operations as
select * from analyst.events where type like 'operations.%';
comment on view analyst.operations is 'All events of operations.';

create view analyst.operations_event_skipped as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'eventId' as payload_event_id,
       payload ->> 'reader' as reader,
       payload ->> 'sequence' as sequence,
       (payload ->> 'position')::bigint as payload_position,
       payload ->> 'reason' as reason
  from public.events
 where type = 'operations.event-skipped';
comment on view analyst.operations_event_skipped is 'An operator let a reader of the log go on without an event that it failed at.';

create view analyst.ordering as
select * from analyst.events where type like 'ordering.%';
comment on view analyst.ordering is 'All events of ordering.';

create view analyst.ordering_credit_note_issued as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'creditNoteId' as credit_note_id,
       payload ->> 'customerId' as customer_id,
       payload ->> 'country' as country,
       payload -> 'lines' as lines,
       (payload -> 'total' ->> 'minor')::bigint as total_minor,
       payload -> 'total' ->> 'currency' as total_currency,
       payload ->> 'reason' as reason,
       (payload ->> 'issuedAt')::timestamptz as issued_at
  from public.events
 where type = 'ordering.credit-note-issued';
comment on view analyst.ordering_credit_note_issued is 'Lines are owed back, whatever order they came from.';

create view analyst.ordering_credit_note_issued_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       (item.value ->> 'number')::bigint as number,
       item.value ->> 'kind' as kind,
       item.value ->> 'sku' as sku,
       item.value ->> 'description' as description,
       (item.value ->> 'units')::bigint as units,
       (item.value -> 'unitPrice' ->> 'minor')::bigint as unit_price_minor,
       item.value -> 'unitPrice' ->> 'currency' as unit_price_currency
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'ordering.credit-note-issued';
comment on view analyst.ordering_credit_note_issued_lines is 'A row for each of the lines of ordering.credit-note-issued.';

create view analyst.ordering_goods_returned as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'returnId' as return_id,
       payload -> 'lines' as lines,
       (payload -> 'refund' ->> 'minor')::bigint as refund_minor,
       payload -> 'refund' ->> 'currency' as refund_currency,
       payload ->> 'reason' as reason
  from public.events
 where type = 'ordering.goods-returned';
comment on view analyst.ordering_goods_returned is 'Goods came back and their price is owed to the customer.';

create view analyst.ordering_goods_returned_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       (item.value ->> 'units')::bigint as units
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'ordering.goods-returned';
comment on view analyst.ordering_goods_returned_lines is 'A row for each of the lines of ordering.goods-returned.';

create view analyst.ordering_lines_cancelled as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       (payload ->> 'number')::bigint as number,
       payload -> 'lines' as lines,
       (payload -> 'refund' ->> 'minor')::bigint as refund_minor,
       payload -> 'refund' ->> 'currency' as refund_currency,
       payload ->> 'reason' as reason
  from public.events
 where type = 'ordering.lines-cancelled';
comment on view analyst.ordering_lines_cancelled is 'Some units of a confirmed order are off before they left the house, and their price is owed to the customer.';

create view analyst.ordering_lines_cancelled_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       item.value ->> 'sku' as sku,
       (item.value ->> 'units')::bigint as units
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'ordering.lines-cancelled';
comment on view analyst.ordering_lines_cancelled_lines is 'A row for each of the lines of ordering.lines-cancelled.';

create view analyst.ordering_order_cancelled as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'reason' as reason,
       (payload ->> 'confirmed')::boolean as confirmed,
       (payload -> 'total' ->> 'minor')::bigint as total_minor,
       payload -> 'total' ->> 'currency' as total_currency
  from public.events
 where type = 'ordering.order-cancelled';
comment on view analyst.ordering_order_cancelled is 'The order is off; what had been done for it is being undone.';

create view analyst.ordering_order_confirmed as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id
  from public.events
 where type = 'ordering.order-confirmed';
comment on view analyst.ordering_order_confirmed is 'Stock is promised and the money is authorized.';

create view analyst.ordering_order_credited as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'creditNoteId' as credit_note_id,
       (payload -> 'amount' ->> 'minor')::bigint as amount_minor,
       payload -> 'amount' ->> 'currency' as amount_currency,
       payload ->> 'reason' as reason
  from public.events
 where type = 'ordering.order-credited';
comment on view analyst.ordering_order_credited is 'Part of the price is owed back without goods coming back.';

create view analyst.ordering_order_placed as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'customerId' as customer_id,
       payload ->> 'channel' as channel,
       payload ->> 'country' as country,
       payload -> 'lines' as lines,
       (payload -> 'total' ->> 'minor')::bigint as total_minor,
       payload -> 'total' ->> 'currency' as total_currency,
       (payload ->> 'placedAt')::timestamptz as placed_at
  from public.events
 where type = 'ordering.order-placed';
comment on view analyst.ordering_order_placed is 'Somebody wants these goods; whether they get them is not decided yet.';

create view analyst.ordering_order_placed_lines as
select position, stream, version, event_id, revision, recorded_at, metadata,
       item.ordinality as place,
       (item.value ->> 'number')::bigint as number,
       item.value ->> 'kind' as kind,
       item.value ->> 'sku' as sku,
       item.value ->> 'description' as description,
       (item.value ->> 'units')::bigint as units,
       (item.value -> 'unitPrice' ->> 'minor')::bigint as unit_price_minor,
       item.value -> 'unitPrice' ->> 'currency' as unit_price_currency
  from public.events cross join lateral jsonb_array_elements(payload -> 'lines') with ordinality item
 where type = 'ordering.order-placed';
comment on view analyst.ordering_order_placed_lines is 'A row for each of the lines of ordering.order-placed.';

create view analyst.ordering_order_rejected as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'reason' as reason
  from public.events
 where type = 'ordering.order-rejected';
comment on view analyst.ordering_order_rejected is 'The order can not be fulfilled or paid.';

create view analyst.ordering_order_shipped as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id
  from public.events
 where type = 'ordering.order-shipped';
comment on view analyst.ordering_order_shipped is 'The goods left the house.';

create view analyst.payment as
select * from analyst.events where type like 'payment.%';
comment on view analyst.payment is 'All events of payment.';

create view analyst.payment_authorized as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       (payload -> 'amount' ->> 'minor')::bigint as amount_minor,
       payload -> 'amount' ->> 'currency' as amount_currency,
       payload ->> 'providerReference' as provider_reference
  from public.events
 where type = 'payment.authorized';
comment on view analyst.payment_authorized is 'The provider holds the money for us.';

create view analyst.payment_capture_requested as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       (payload -> 'amount' ->> 'minor')::bigint as amount_minor,
       payload -> 'amount' ->> 'currency' as amount_currency,
       payload ->> 'providerReference' as provider_reference
  from public.events
 where type = 'payment.capture-requested';
comment on view analyst.payment_capture_requested is 'The provider is asked to take the money it holds.';

create view analyst.payment_captured as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       (payload -> 'amount' ->> 'minor')::bigint as amount_minor,
       payload -> 'amount' ->> 'currency' as amount_currency
  from public.events
 where type = 'payment.captured';
comment on view analyst.payment_captured is 'The money is ours.';

create view analyst.payment_declined as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'reason' as reason
  from public.events
 where type = 'payment.declined';
comment on view analyst.payment_declined is 'The provider will not hold the money.';

create view analyst.payment_refund_requested as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'refundId' as refund_id,
       (payload -> 'amount' ->> 'minor')::bigint as amount_minor,
       payload -> 'amount' ->> 'currency' as amount_currency,
       payload ->> 'providerReference' as provider_reference
  from public.events
 where type = 'payment.refund-requested';
comment on view analyst.payment_refund_requested is 'The provider is asked to give money back.';

create view analyst.payment_refunded as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       payload ->> 'refundId' as refund_id,
       (payload -> 'amount' ->> 'minor')::bigint as amount_minor,
       payload -> 'amount' ->> 'currency' as amount_currency
  from public.events
 where type = 'payment.refunded';
comment on view analyst.payment_refunded is 'The money is the shopper''s again.';

create view analyst.payment_requested as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id,
       (payload -> 'amount' ->> 'minor')::bigint as amount_minor,
       payload -> 'amount' ->> 'currency' as amount_currency
  from public.events
 where type = 'payment.requested';
comment on view analyst.payment_requested is 'The provider is asked to hold the money.';

create view analyst.payment_void_requested as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id
  from public.events
 where type = 'payment.void-requested';
comment on view analyst.payment_void_requested is 'The provider is asked to let go of whatever it holds or will come to hold.';

create view analyst.payment_voided as
select position, stream, version, event_id, revision, recorded_at, metadata,
       payload ->> 'orderId' as order_id
  from public.events
 where type = 'payment.voided';
comment on view analyst.payment_voided is 'Nothing is held any more.';

-- What PostgreSQL lets every login do. With the advisory locks one could stop whoever writes to the log, with large
-- objects and messages in the write-ahead log one could write. Only the functions' owner, a superuser, may say who
-- executes them; where that is somebody else, AnalystAccess tells what is left.
do $$
declare
  executed regprocedure;
begin
  execute format('revoke connect, temporary on database %I from public', current_database());
  execute format('grant connect on database %I to daybook_analyst', current_database());
  for executed in
    select oid from pg_proc
     where pronamespace = 'pg_catalog'::regnamespace
       and (proname ~ '^pg_(try_)?advisory_' or proname ~ '^lo_'
            or proname in ('loread', 'lowrite', 'pg_logical_emit_message'))
       and pg_has_role(proowner, 'usage')
  loop
    execute format('grant execute on function %s to %I', executed, current_user);
    execute format('revoke execute on function %s from public', executed);
  end loop;
end
$$;
revoke execute on all functions in schema public from public;
grant usage on schema analyst to daybook_analyst;
grant select on all tables in schema analyst to daybook_analyst;
