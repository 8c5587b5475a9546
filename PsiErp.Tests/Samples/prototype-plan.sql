-- A small plan of the prototype: an official one and a variant, with what planners changed.
INSERT INTO alembic_version VALUES ('0016');

INSERT INTO users (id, username, password_hash, is_active, is_admin, created_at) VALUES
    ('aaaaaaaa-0000-0000-0000-000000000001', 'hanako', 'see the test', true, true, '2025-04-01T09:00:00+09:00'),
    ('aaaaaaaa-0000-0000-0000-000000000002', '太郎', '$2b$12$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', false, false, '2025-04-02T09:00:00+09:00');

INSERT INTO sessions (id, title, description, is_leader, created_at, updated_at, created_by, updated_by) VALUES
    ('bbbbbbbb-0000-0000-0000-000000000001', '12月計画', 'The official plan', true, '2025-11-01T08:00:00+09:00', '2025-11-20T18:30:00.123456+09:00',
        'aaaaaaaa-0000-0000-0000-000000000001', 'aaaaaaaa-0000-0000-0000-000000000002'),
    ('bbbbbbbb-0000-0000-0000-000000000002', 'What if', NULL, false, '2025-11-02T08:00:00+09:00', '2025-11-02T08:00:00+09:00', NULL, NULL);

INSERT INTO psi_base (session_id, sku_code, sku_name, category_1, category_2, category_3, fw_rank, ss_rank, warehouse_name, channel,
    date, stock_at_anchor, inbound_qty, outbound_qty, net_flow, stock_closing, safety_stock, movable_stock, stdstock, gap) VALUES
    ('bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '緑茶 500ml', 'Drinks', 'Tea', NULL, 'A', 'B', '東京DC', 'EC', '2025-12-01', 100, 0, 30, -30, 70, 20, 50, 120, -20),
    ('bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '緑茶 500ml', 'Drinks', 'Tea', NULL, 'A', 'B', '東京DC', 'EC', '2025-12-02', 70, 12.5, 30.000000, -17.5, 52.5, 20, 32.5, 120, -50),
    ('bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '緑茶 500ml', 'Drinks', 'Tea', NULL, 'A', 'B', '東京DC', 'EC', '2025-12-03', NULL, NULL, 0.000001, NULL, NULL, NULL, NULL, NULL, NULL),
    ('bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '緑茶 500ml', 'Drinks', 'Tea', NULL, 'A', 'B', '大阪DC', '卸', '2025-12-01', 5, 0, 9, -9, -4, 2, -6, NULL, NULL),
    ('bbbbbbbb-0000-0000-0000-000000000001', 'a-lower-case-sku', NULL, NULL, NULL, NULL, NULL, NULL, '東京DC', 'EC', '2025-12-01', 1000000000000, 0, 0, 0, 1000000000000, 0, 1000000000000, 0, 0),
    ('bbbbbbbb-0000-0000-0000-000000000002', 'TEA-500', '緑茶 500ml', 'Drinks', 'Tea', NULL, 'A', 'B', '東京DC', 'EC', '2025-12-01', 100, 0, 30, -30, 70, 20, 50, 120, -20);

INSERT INTO psi_edits (id, session_id, sku_code, warehouse_name, channel, date, inbound_qty, outbound_qty, safety_stock,
    created_at, updated_at, created_by, updated_by) VALUES
    (41, 'bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '東京DC', 'EC', '2025-12-02', 50, NULL, NULL,
        '2025-11-20T10:00:00+09:00', '2025-11-20T11:00:00+09:00', 'aaaaaaaa-0000-0000-0000-000000000001', 'aaaaaaaa-0000-0000-0000-000000000002'),
    (42, 'bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '東京DC', 'EC', '2025-12-10', NULL, 7.25, 0, '2025-11-20T10:00:00+09:00', '2025-11-20T10:00:00+09:00', NULL, NULL),
    (43, 'bbbbbbbb-0000-0000-0000-000000000001', 'NEW-1', '東京DC', 'EC', '2025-12-05', 10, NULL, NULL, '2025-11-20T10:00:00+09:00', '2025-11-20T10:00:00+09:00', NULL, NULL);

INSERT INTO psi_edit_log (id, session_id, sku_code, warehouse_name, channel, date, field, old_value, new_value, edited_at, edited_by) VALUES
    (7, 'bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '東京DC', 'EC', '2025-12-02', 'inbound_qty', NULL, 40, '2025-11-20T10:00:00+09:00', 'aaaaaaaa-0000-0000-0000-000000000001'),
    (9, 'bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '東京DC', 'EC', '2025-12-02', 'inbound_qty', 40, 50, '2025-11-20T11:00:00+09:00', 'aaaaaaaa-0000-0000-0000-000000000002');

INSERT INTO psi_metrics_master VALUES ('inbound_qty', true, 2), ('stdstock', true, 8);
INSERT INTO channel_master VALUES ('EC', 'Web shop'), ('卸', NULL);
INSERT INTO warehouse_master VALUES ('東京DC', 'East', 'EC');
INSERT INTO channel_transfers VALUES ('bbbbbbbb-0000-0000-0000-000000000001', 'TEA-500', '東京DC', '2025-12-01', 'EC', '卸', 5, NULL);
INSERT INTO category_rank_parameters VALUES ('FW', 'Drinks', 'Tea', 0.7), ('SS', 'Drinks', 'Tea', 0.123456);
INSERT INTO master_records VALUES
    ('cccccccc-0000-0000-0000-000000000001', 'products', '{"code": "TEA-500", "name": "緑茶 500ml", "price": 120.50, "tags": ["a", null]}'),
    ('cccccccc-0000-0000-0000-000000000002', 'customers', '{}'),
    ('legacy-3', 'suppliers', '{"name": "山田商事"}'),
    ('cccccccc-0000-0000-0000-000000000004', 'plants', '{"name": "nobody asks for it"}');
