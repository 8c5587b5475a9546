-- The tables of the prototype as its migrations leave them, without the indexes that no import needs.
CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);

CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), username varchar(150) NOT NULL UNIQUE, password_hash text NOT NULL,
    is_active boolean NOT NULL DEFAULT true, is_admin boolean NOT NULL DEFAULT false,
    last_login_at timestamptz, created_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title text NOT NULL, description text,
    is_leader boolean NOT NULL DEFAULT false, data_mode varchar(16) NOT NULL DEFAULT 'base',
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid REFERENCES users, updated_by uuid REFERENCES users);

-- The first prototypes had neither the limit of numeric(20,6) nor a key over session, series and day
CREATE TABLE psi_base (
    id bigserial PRIMARY KEY, session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    sku_code text NOT NULL, sku_name text, category_1 text, category_2 text, category_3 text,
    fw_rank varchar(2), ss_rank varchar(2), warehouse_name text NOT NULL, channel text NOT NULL, date date NOT NULL,
    stock_at_anchor numeric, inbound_qty numeric, outbound_qty numeric, net_flow numeric, stock_closing numeric,
    safety_stock numeric, movable_stock numeric, stdstock numeric, gap numeric,
    created_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE psi_edits (
    id bigserial PRIMARY KEY, session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    sku_code text NOT NULL, warehouse_name text NOT NULL, channel text NOT NULL, date date NOT NULL,
    inbound_qty numeric, outbound_qty numeric, safety_stock numeric,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid REFERENCES users, updated_by uuid REFERENCES users);

CREATE TABLE psi_edit_log (
    id bigserial PRIMARY KEY, session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    sku_code text NOT NULL, warehouse_name text NOT NULL, channel text NOT NULL, date date NOT NULL,
    field text NOT NULL, old_value numeric, new_value numeric,
    edited_at timestamptz NOT NULL DEFAULT now(), edited_by uuid REFERENCES users,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE psi_metrics_master (name text PRIMARY KEY, is_editable boolean NOT NULL DEFAULT false, display_order integer NOT NULL);
CREATE TABLE channel_master (channel text PRIMARY KEY, display_name text);
CREATE TABLE warehouse_master (warehouse_name text PRIMARY KEY, region text, main_channel text REFERENCES channel_master);
CREATE TABLE category_rank_parameters (
    rank_type text, category_1 text, category_2 text, threshold numeric(20,6) NOT NULL, PRIMARY KEY (rank_type, category_1, category_2));
CREATE TABLE channel_transfers (
    session_id uuid REFERENCES sessions ON DELETE CASCADE, sku_code text, warehouse_name text, transfer_date date,
    from_channel text, to_channel text, qty numeric(20,6) NOT NULL, note text,
    PRIMARY KEY (session_id, sku_code, warehouse_name, transfer_date, from_channel, to_channel));
CREATE TABLE master_records (id varchar(36) PRIMARY KEY, master_type varchar(64) NOT NULL, data json NOT NULL);
