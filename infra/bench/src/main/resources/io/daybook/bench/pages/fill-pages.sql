insert into product (sku, name, description, category, price_minor, price_currency, listed, version, position)
select n, 'WHITE HANGING HEART T-LIGHT HOLDER ' || n, 'A holder for small candles, of white metal.', 'Lights',
  255, 'GBP', true, 1, n + 1
from generate_series(0, :rows - 1) n;

insert into stock_level
  (sku, received, adjusted, shipped, on_hand, promised, availability_position, version, position)
select n, 100, 0, 0, 100, 3, n + 1, 2, n + 1
from generate_series(0, :rows - 1) n;

insert into orders (order_id, placed_position, customer_id, channel, country, status, was_confirmed, currency,
  total_minor, line_count, units, returned_minor, credited_minor, placed_at, lines, version, position)
select n, n + 1, '17850', 'SHOP', 'United Kingdom', 'CONFIRMED', true, 'GBP', 10200, 20, 40, 0, 0,
  timestamptz '2010-12-01 08:26Z',
  (select jsonb_agg(jsonb_build_object('number', l, 'kind', 'GOODS', 'sku', 'sku-' || l, 'description',
     'WHITE HANGING HEART T-LIGHT HOLDER', 'units', 2, 'unitMinor', 255)) from generate_series(1, 20) l),
  2, n + 1
from generate_series(0, :rows - 1) n;

insert into payment (order_id, status, currency, requested_minor, authorized_minor, captured_minor,
  refund_requested_minor, refunded_minor, version, position)
select n, 'CAPTURED', 'GBP', 10200, 10200, 10200, 0, 0, 4, n + 1
from generate_series(0, :rows - 1) n;

insert into order_timeline (order_id, position, stream, version, event_id, what, at, who, amount_minor, currency)
select n, n + 1 - e, 'order/' || n, 7 - e, 'e' || n || '-' || e, 'ordering.order-confirmed',
  timestamptz '2010-12-01 08:26Z', 'saga checkout', 10200, 'GBP'
from generate_series(0, :rows - 1) n, generate_series(0, 5) e;

insert into projection_position (name, position) values ('pages', :rows);

analyze;
